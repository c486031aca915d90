import { Injectable } from '@nestjs/common';
import { AppError } from '@tradewind/platform';
import { SettingsInForce } from '../settings/settings-in-force.js';

/** A model as OpenAI's API describes one. */
export interface ModelCard {
  id: string;
  object: 'model';
  /** Unix seconds; public names have no date of their own, so it is when this process began to serve them. */
  created: number;
  owned_by: string;
}

const OWNER = 'tradewind';

/** The public model names, as far as the calling app may use them. */
@Injectable()
export class ModelList {
  private readonly created = Math.floor(Date.now() / 1_000);

  constructor(private readonly settings: SettingsInForce) {}

  list(appId: string): { object: 'list'; data: ModelCard[] } {
    return {
      object: 'list',
      data: this.settings.current
        .routesOf(appId)
        .list()
        .map(({ model }) => this.card(model)),
    };
  }

  /** @throws AppError 404 `model_not_found` */
  get(appId: string, model: string): ModelCard {
    if (this.settings.current.routesOf(appId).find(model)) return this.card(model);
    throw new AppError({
      code: 'model_not_found',
      status: 404,
      detail: `There is no model "${model.slice(0, 80)}" here.`,
      errors: [{ path: 'model', message: 'is not known' }],
    });
  }

  private card(id: string): ModelCard {
    return { id, object: 'model', created: this.created, owned_by: OWNER };
  }
}
