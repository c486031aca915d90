export interface HostileRequest {
  number: number;
  /** What is hostile about it. */
  attack: string;
  /** For example `POST /rag/ingest`. */
  operation: string;
  baseUrl: string;
  method: string;
  /** Path and query as they are sent. */
  target: string;
  headers: [name: string, value: string][];
  body: Buffer | undefined;
  /**
   * `whole`: as any client sends it. `dribbled`: the body comes byte by byte. `cut off`: the connection is closed before the body's end.
   * `raw`: what is sent is `body`, and it may not be HTTP at all.
   */
  delivery: 'whole' | 'dribbled' | 'cut off' | 'raw';
  /** The address of this machine it comes from: who tries wrong admin keys is locked out for a while. */
  from: string;
}

export interface Keys {
  tenant: string;
  otherTenant: string;
  admin: string;
}
