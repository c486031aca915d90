import { Module } from '@nestjs/common';
import { PlatformModule } from '@tradewind/platform';
import { entities } from './entities.js';
import { ShadowHunterModule } from './shadow-hunter/shadow-hunter.module.js';

@Module({
  imports: [PlatformModule.forRoot({ service: 'risk-service', entities }), ShadowHunterModule],
})
export class AppModule {}
