// npm run usage:rebuild: makes the hourly statistics anew from the ledger, while the services run or not.
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { PlatformModule } from '@tradewind/platform';
import { UsageStatistics } from './usage-statistics.js';

@Module({
  imports: [PlatformModule.forRoot({ service: 'usage-rebuild', entities: [] })],
  providers: [UsageStatistics],
})
class RebuildModule {}

const app = await NestFactory.createApplicationContext(RebuildModule, {
  logger: ['error', 'warn'],
  abortOnError: false,
});
try {
  await app.get(UsageStatistics).rebuild();
  process.stdout.write('The usage statistics are those of the ledger.\n');
} finally {
  await app.close();
}
