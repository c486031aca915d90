import type { SectionBodies } from '@tradewind/contracts';
import type { Upstream } from '@tradewind/upstream';
import type { RiskEnv } from '../../config/risk.config.js';
import { NO_POLICIES, type AccessPolicies } from './access-policies.js';
import { buildSettings } from './build-settings.js';
import { checkSections } from './check-sections.js';
import { effectiveSections } from './effective-sections.js';
import { environmentSections } from './environment-sections.js';
import type { GatewayEnv } from './gateway.config.js';
import { GatewayServers } from './gateway-servers.js';
import { serverPlans, variableKey, type KeyOf } from './server-plan.js';
import { SettingsInForce } from './settings-in-force.js';

/** What was edited of the gateway's settings. A section that is missing is as the environment says. */
export interface EditedSettings {
  readonly sections: Partial<SectionBodies>;
  /** What a file says in place of the environment. */
  readonly base?: Partial<SectionBodies>;
  readonly access: AccessPolicies;
}

/** Turns the environment, and what was edited since, into the settings in force. */
export class GatewayConfiguration {
  readonly #variables: SectionBodies;
  readonly inForce: SettingsInForce;
  readonly #servers: GatewayServers;
  #environment: SectionBodies;

  /** @throws Error when the environment does not describe a gateway that can run */
  constructor(
    private readonly env: GatewayEnv,
    private readonly risk: RiskEnv,
    upstream: Upstream,
  ) {
    this.#variables = environmentSections(env, risk);
    this.#environment = this.#variables;
    this.#servers = new GatewayServers(upstream);
    this.inForce = new SettingsInForce(this.#build({ sections: {}, access: NO_POLICIES }, variableKey)());
  }

  /** What holds of sections that nobody has edited: their version 0. */
  get environment(): SectionBodies {
    return this.#environment;
  }

  /**
   * Checks what was edited and returns what puts it in force, all at once.
   * @throws Error saying what does not fit, or which key is not to be had here
   */
  prepare(edited: EditedSettings, keyOf: KeyOf): () => void {
    const build = this.#build(edited, keyOf);
    return () => {
      this.#environment = { ...this.#variables, ...edited.base };
      this.inForce.replace(build());
    };
  }

  #build({ sections: edited, base, access }: EditedSettings, keyOf: KeyOf) {
    const sections = effectiveSections({ ...this.#variables, ...base }, edited);
    const [wrong] = checkSections(sections);
    if (wrong !== undefined) throw new Error(`${wrong.section}.${wrong.path.join('.')} ${wrong.message}.`);
    const plans = serverPlans(sections, this.env, this.risk, keyOf);
    return () => buildSettings(sections, this.#servers.apply(plans), access, this.env);
  }
}
