package org.xipline.console;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.xipline.console.command.PipelineServices;
import org.xipline.console.pipeline.DeliveringServices;
import org.xipline.console.pipeline.Ground;
import org.xipline.convert.ConvertService;
import org.xipline.convert.ConvertSettings;
import org.xipline.importer.ImportService;
import org.xipline.importer.ImportSettings;
import org.xipline.importer.MailboxServers;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.ingest.IngestService;
import org.xipline.ingest.IngestSettings;
import org.xipline.ingest.archive.ArchiveLimits;
import org.xipline.runtime.service.Service;

/** One instance of each service, in this process. */
final class EmbeddedServices implements PipelineServices {

  @Override
  public DeliveringServices deliveringTo(
      String mailboxes, Optional<String> imapAuth, Optional<Path> imapTrust, ArchiveLimits limits) {
    MailboxServer server =
        MailboxServers.of(
            mailboxes, imapAuth, imapTrust, ConnectionSettings.DEFAULT, System.getenv());
    return new DeliveringServices(
        server,
        ground -> List.of(ingest(ground, limits), convert(ground), importing(ground, server)));
  }

  private static Service ingest(Ground ground, ArchiveLimits limits) {
    return new IngestService(
        ground.connection(),
        IngestSettings.embedded(limits),
        ground.payloads(),
        ground.registry(),
        ground.failures());
  }

  private static Service convert(Ground ground) {
    return new ConvertService(
        ground.connection(),
        ConvertSettings.defaults(ground.data().stateOf("convert")),
        ground.payloads(),
        ground.registry(),
        ground.failures());
  }

  private static Service importing(Ground ground, MailboxServer server) {
    return new ImportService(
        ground.connection(),
        ImportSettings.oneRun(),
        ground.payloads(),
        ground.registry(),
        ground.failures(),
        server);
  }
}
