package org.xipline.console;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xipline.archive.ArchiveFile;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.signature.TrustAnchorException;
import org.xipline.archive.signature.TrustAnchors;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.console.command.PipelineServices;
import org.xipline.console.job.ImportJob;
import org.xipline.console.job.ImportOrder;
import org.xipline.console.job.JobResult;
import org.xipline.console.pipeline.DataDirectory;
import org.xipline.console.pipeline.DeliveringServices;
import org.xipline.console.pipeline.EmbeddedPipeline;
import org.xipline.importer.ImportService;
import org.xipline.importer.ImportSettings;
import org.xipline.importer.MailboxAccess;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.ingest.rules.RulesReader;
import org.xipline.ingest.rules.RulesReading;
import org.xipline.ingest.rules.RulesSource;
import org.xipline.ingest.rules.TrustRulesCodec;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.runtime.service.ServiceFailedException;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.MailboxPlace;

/**
 * Imports as versions did whose snapshots and messages named no mailbox server, and whose importers
 * were all in one consumer group.
 */
record EarlierVersion(DataDirectory data) {
  private static final ConnectorName CONNECTOR = new ConnectorName("import");

  /** To the end. */
  JobResult importing(DeskArchive archive, Path mail) throws Exception {
    return run(
        archive,
        mail,
        (place, limits) -> {
          var whole = new EmbeddedServices().deliveringTo(place, limits);
          return new DeliveringServices(
              whole.location(),
              whole.mailboxes(),
              context -> {
                var services = new ArrayList<>(whole.services().apply(context).subList(0, 2));
                services.add(delivering(context, whole.location(), whole.mailboxes()));
                return services;
              });
        });
  }

  /** Until it is interrupted. */
  void interrupted(DeskArchive archive, Path mail, Interruption interruption, int records)
      throws Exception {
    try {
      run(archive, mail, interruption.after(records, EarlierVersion::delivering));
      throw new AssertionError("was not interrupted");
    } catch (ServiceFailedException _) {
      // As it should be.
    }
  }

  private static Service delivering(ServiceContext context, String location, MailboxServer server) {
    return new ImportService(
        context,
        ImportSettings.oneRun(),
        server,
        new MailboxAccess(
            MailboxPlace.getDefaultInstance(), Set.of(), ConnectionSettings.DEFAULT, Map.of()));
  }

  private JobResult run(DeskArchive archive, Path mail, PipelineServices services)
      throws Exception {
    var place = MailboxPlace.newBuilder().setLocation("maildir:" + mail).build();
    try (var pipeline = EmbeddedPipeline.open(data)) {
      var order =
          new ImportOrder(
              CONNECTOR,
              snapshot(archive, pipeline.payloads()),
              "",
              Optional.empty(),
              Optional.empty());
      return new ImportJob(
              pipeline,
              order,
              _ -> true,
              services.deliveringTo(place, ArchiveLimits.DEFAULT),
              (_, _, _) -> {},
              InstantSource.system())
          .run(List.of(ArchiveFile.read(archive.file())));
    }
  }

  private static String snapshot(DeskArchive archive, PayloadStore payloads)
      throws IOException, TrustAnchorException {
    var policy = VerificationPolicy.trusting(Set.copyOf(TrustAnchors.read(archive.authority())));
    return switch (RulesReader.read(
        new RulesSource(
            Optional.of(archive.users()),
            Optional.empty(),
            List.of(),
            RulesSource.DEFAULT_LIMIT_BYTES,
            TrustRulesCodec.encode(policy)))) {
      case RulesReading.Accepted(var rules) -> rules.storeIn(payloads);
      case RulesReading.Refused refused -> throw new AssertionError(refused.describe());
    };
  }
}
