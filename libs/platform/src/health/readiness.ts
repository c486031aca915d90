/** Whether traffic should come: from the end of the start to the beginning of the shutdown. */
export class Readiness {
  private state: 'starting' | 'ready' | 'draining' = 'starting';

  get ready(): boolean {
    return this.state === 'ready';
  }

  get draining(): boolean {
    return this.state === 'draining';
  }

  started(): void {
    if (this.state === 'starting') this.state = 'ready';
  }

  /** Final: a process that has begun to drain never becomes ready again. */
  drain(): void {
    this.state = 'draining';
  }
}
