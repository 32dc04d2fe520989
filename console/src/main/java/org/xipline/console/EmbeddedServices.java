package org.xipline.console;

import java.util.List;
import java.util.Set;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.console.command.PipelineServices;
import org.xipline.console.pipeline.DeliveringServices;
import org.xipline.convert.ConvertService;
import org.xipline.convert.ConvertSettings;
import org.xipline.importer.ImportService;
import org.xipline.importer.ImportSettings;
import org.xipline.importer.MailboxAccess;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.ingest.IngestService;
import org.xipline.ingest.IngestSettings;
import org.xipline.ingest.drop.FileWitness;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.schemas.record.MailboxPlace;

/** One instance of each service, in this process. */
final class EmbeddedServices implements PipelineServices {
  /** The command read the file a moment ago: what this process does not see is gone. */
  private static final FileWitness FILES_OF_THIS_PROCESS = (_, _) -> true;

  @Override
  public DeliveringServices deliveringTo(MailboxPlace mailboxes, ArchiveLimits limits) {
    var access =
        new MailboxAccess(
            mailboxes, Set.of(), ConnectionSettings.DEFAULT.whileAwaited(), System.getenv());
    MailboxServer server = access.openOwn();
    String location = access.ownLocation();
    return new DeliveringServices(
        location,
        server,
        context ->
            List.of(
                ingest(context, limits), convert(context), importing(context, location, server)));
  }

  private static Service ingest(ServiceContext context, ArchiveLimits limits) {
    return new IngestService(context, IngestSettings.embedded(limits), FILES_OF_THIS_PROCESS);
  }

  private static Service convert(ServiceContext context) {
    ServiceContext own = context.of("convert");
    return new ConvertService(own, ConvertSettings.defaults(own.stateDirectory()));
  }

  /** What an interrupted command has left for other mailboxes waits for that command. */
  private static Service importing(ServiceContext context, String location, MailboxServer server) {
    return ImportService.deliveringOnlyTo(location, context, ImportSettings.oneRun(), server);
  }
}
