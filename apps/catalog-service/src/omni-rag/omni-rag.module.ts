import { Module } from '@nestjs/common';
import { CatalogueModule } from '../deal-brain/catalogue/catalogue.module.js';
import { QueueRoom } from './admission/queue-room.js';
import { TaskAdmission } from './admission/task-admission.js';
import { DocumentContents } from './documents/document-contents.js';
import { DocumentsController } from './documents/documents.controller.js';
import { DocumentsService } from './documents/documents.service.js';
import { TaskEventsController } from './events/task-events.controller.js';
import { TASK_WATCHER_OPTIONS, taskWatcherDefaults, TaskWatcher } from './events/task-watcher.js';
import { IngestController } from './ingest/ingest.controller.js';
import { IngestService } from './ingest/ingest.service.js';
import { AnswerWriter } from './query/answer-writer.js';
import { PassageRanker } from './query/passage-ranker.js';
import { PassageSearch } from './query/passage-search.js';
import { QueryController } from './query/query.controller.js';
import { QueryService } from './query/query.service.js';
import { RagDownstreamsModule } from './rag-downstreams.js';
import { TaskQueueModule } from './tasks/task-queue.module.js';
import { TaskStore } from './tasks/task-store.js';
import { TasksController } from './tasks/tasks.controller.js';

/** The HTTP side of omniRAG: accepts documents, tells about tasks, answers queries. It never touches a document itself. */
@Module({
  imports: [RagDownstreamsModule, CatalogueModule, TaskQueueModule],
  controllers: [IngestController, TasksController, TaskEventsController, DocumentsController, QueryController],
  providers: [
    { provide: TASK_WATCHER_OPTIONS, useValue: taskWatcherDefaults },
    TaskWatcher,
    QueueRoom,
    TaskAdmission,
    TaskStore,
    IngestService,
    DocumentsService,
    DocumentContents,
    PassageSearch,
    PassageRanker,
    AnswerWriter,
    QueryService,
  ],
})
export class OmniRagModule {}
