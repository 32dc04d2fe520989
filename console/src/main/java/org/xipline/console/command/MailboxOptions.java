package org.xipline.console.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.console.cli.UsageException;
import org.xipline.console.connector.ConnectorRegistry;
import org.xipline.console.connector.ConnectorStanding;
import org.xipline.console.pipeline.DeliveringServices;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.replay.ReplayServers;
import org.xipline.importer.MailboxServers;
import org.xipline.importer.imap.authentication.ImapAuth;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.MailboxPlace;
import picocli.CommandLine.Option;

/** Where the mailboxes are, and how to get into them. */
final class MailboxOptions {
  @Option(
      names = "--mailboxes",
      paramLabel = "M",
      description = {
        "maildir:DIR, imaps://HOST:PORT, imap://HOST:PORT (STARTTLS, required),",
        "or imap://HOST:PORT?tls=off for a server on this machine."
      })
  private @Nullable String location;

  @Option(
      names = "--imap-auth",
      paramLabel = "AUTH",
      description = {
        "master:NAME (password in XIPLINE_IMAP_PASSWORD, or --imap-password-file), passwords:FILE,",
        "or xoauth2."
      })
  private @Nullable String imapAuth;

  @Option(
      names = "--imap-trust",
      paramLabel = "CA.pem",
      description = {
        "A file with the authorities that are trusted to issue the IMAP server's certificate",
        "(default: those that Java trusts)."
      })
  private @Nullable Path imapTrust;

  @Option(
      names = "--imap-password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the password of master:NAME.")
  private @Nullable Path imapPassword;

  /** Who delivers there; services that run already have been told where. */
  Delivery served(PipelineServices services, PipelineOptions pipeline) throws IOException {
    return pipeline.isServed()
        ? byRunningServices()
        : Delivery.by(embedded(services, ArchiveLimits.DEFAULT));
  }

  /** The same for an import, with its archives' limits; on one machine it joins nobody. */
  Delivery importing(PipelineServices services, PipelineOptions pipeline, ArchiveLimits limits) {
    if (!pipeline.isCluster()) {
      return Delivery.by(embedded(services, limits));
    }
    if (!limits.equals(ArchiveLimits.DEFAULT)) {
      throw new UsageException(
          "limits of an archive cannot be given for a cluster: the ingest service has settings"
              + " for them");
    }
    return byRunningServices();
  }

  /** Where a replay goes: to where each connector points now, as far as this process delivers. */
  static ReplayServers replayed(Delivery delivery, Pipeline pipeline) {
    return delivery
        .here()
        .map(here -> ReplayServers.namedOrBefore(connectors(pipeline)).deliveredAt(here.location()))
        .orElseGet(() -> ReplayServers.namedBy(connectors(pipeline)));
  }

  private static List<Connector> connectors(Pipeline pipeline) {
    return new ConnectorRegistry(pipeline.clients())
        .all(Instant.now()).stream().map(ConnectorStanding::connector).toList();
  }

  private Delivery byRunningServices() {
    if (!place().equals(MailboxPlace.getDefaultInstance())) {
      throw new UsageException(
          "--mailboxes, --imap-auth, --imap-trust and --imap-password-file cannot be given for"
              + " running services, in a cluster or standalone: their settings determine where"
              + " they deliver");
    }
    return Delivery.byRunningServices();
  }

  /** As a connector keeps it; no secret is in it. */
  MailboxPlace place() {
    return MailboxPlace.newBuilder()
        .setLocation(location == null ? "" : MailboxServers.canonical(location))
        .setImapAuth(imapAuth == null ? "" : ImapAuth.absolute(imapAuth))
        .setImapTrustFile(absolute(imapTrust))
        .setImapPasswordFile(absolute(imapPassword))
        .build();
  }

  /** The same, where it can be meant. */
  MailboxPlace plausible() {
    MailboxPlace place = place();
    try {
      if (!place.equals(MailboxPlace.getDefaultInstance())) {
        MailboxServers.requirePlausible(place);
      }
      return place;
    } catch (IllegalArgumentException e) {
      throw new UsageException("--mailboxes: " + e.getMessage());
    }
  }

  private static String absolute(@Nullable Path file) {
    return file == null ? "" : file.toAbsolutePath().toString();
  }

  /** The mailboxes themselves, and what delivers there: nothing of this process, if others do. */
  DeliveringServices opened(PipelineServices services, PipelineOptions pipeline)
      throws IOException {
    DeliveringServices here = embedded(services, ArchiveLimits.DEFAULT);
    return pipeline.isServed()
        ? new DeliveringServices(here.location(), here.mailboxes(), _ -> List.of())
        : here;
  }

  /** Where what these mailboxes lack is delivered again: there, and nowhere else. */
  static ReplayServers repaired(
      DeliveringServices delivering, PipelineOptions options, Pipeline pipeline)
      throws IOException {
    return options.isServed()
        ? ReplayServers.namedBy(connectors(pipeline)).onlyAt(delivering.location())
        : replayed(Delivery.by(delivering), pipeline);
  }

  private DeliveringServices embedded(PipelineServices services, ArchiveLimits limits) {
    if (location == null) {
      throw new UsageException("Missing required option: '--mailboxes=M'");
    }
    try {
      return services.deliveringTo(place(), limits);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
