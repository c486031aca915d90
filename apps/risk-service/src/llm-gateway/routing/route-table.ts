/** What a model is for; each endpoint serves one kind. */
export type RouteKind = 'chat' | 'embedding' | 'rerank';

/** One backend server that can serve a model. */
export interface RouteServer {
  /** Its name in the settings. */
  readonly server: string;
  /** The model's name there. */
  readonly model: string;
  /** Share of the first attempts, relative to the other servers of the route; 0 = only a fallback. */
  readonly weight: number;
}

/** A public model name and where its calls go. Servers stand in the order of fallback. */
export interface Route {
  readonly model: string;
  readonly kind: RouteKind;
  readonly servers: readonly RouteServer[];
}

/** The routes by public model name. Never changes: an edit of the routes makes a new table. */
export class RouteTable {
  readonly #routes: ReadonlyMap<string, Route>;

  constructor(routes: readonly Route[]) {
    this.#routes = new Map(routes.map((route) => [route.model, route]));
  }

  find(model: string): Route | undefined {
    return this.#routes.get(model);
  }

  list(): readonly Route[] {
    return [...this.#routes.values()];
  }
}
