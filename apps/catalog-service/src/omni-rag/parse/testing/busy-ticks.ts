const TICK_MS = 10;

/**
 * Watches how much processor time goes by between two turns of the event loop. Unlike the delay of a timer it does not grow when other
 * processes take the machine.
 */
export class BusyTicks {
  longestMs = 0;
  private last = process.cpuUsage();
  private readonly timer = setInterval(() => {
    const { user, system } = process.cpuUsage(this.last);
    this.longestMs = Math.max(this.longestMs, (user + system) / 1_000);
    this.last = process.cpuUsage();
  }, TICK_MS);

  stop(): void {
    clearInterval(this.timer);
  }
}
