import { Module } from '@nestjs/common';
import { LlmGatewayModule } from '../llm-gateway/llm-gateway.module.js';
import { AuditController } from './audit/audit.controller.js';
import { ReplicasController } from './settings/replicas.controller.js';
import { SettingsController } from './settings/settings.controller.js';
import { SettingsEditor } from './settings/settings-editor.js';
import { AccessWriter } from './tenancy/access-writer.js';
import { Apps } from './tenancy/apps.js';
import { AppsController } from './tenancy/apps.controller.js';
import { Keys } from './tenancy/keys.js';
import { KeysController } from './tenancy/keys.controller.js';
import { Tenants } from './tenancy/tenants.js';
import { TenantsController } from './tenancy/tenants.controller.js';

/** What operators steer while the product runs: settings, tenants, apps and keys, all of it written down. */
@Module({
  imports: [LlmGatewayModule],
  controllers: [
    SettingsController,
    ReplicasController,
    TenantsController,
    AppsController,
    KeysController,
    AuditController,
  ],
  providers: [SettingsEditor, AccessWriter, Tenants, Apps, Keys],
})
export class AdminModule {}
