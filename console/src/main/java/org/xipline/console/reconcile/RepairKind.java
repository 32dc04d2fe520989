package org.xipline.console.reconcile;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.xipline.console.action.ActionKind;
import org.xipline.console.action.ActionState;
import org.xipline.console.action.Effects;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.importer.mailbox.MailboxServer;

/**
 * Removals of second copies of one archive. Only a process that has been given its mailboxes can do
 * them, or go on with them.
 */
final class RepairKind implements ActionKind {
  private static final String CODE = "repair";
  private static final String CONNECTOR = "connector";
  private static final String ARCHIVE = "archive";

  /** A mailbox may take its time. */
  private static final Duration SILENCE = Duration.ofMinutes(15);

  private final ArchiveKey archive;
  private final MailboxServer server;
  private final BiConsumer<SelectedCopy, String> stayed;

  /**
   * @param server of that archive's mailboxes
   * @param stayed hears of copies that are still there, and why
   */
  RepairKind(ArchiveKey archive, MailboxServer server, BiConsumer<SelectedCopy, String> stayed) {
    this.archive = archive;
    this.server = server;
    this.stayed = stayed;
  }

  Map<String, String> parameters() {
    return Map.of(CONNECTOR, archive.connector().value(), ARCHIVE, archive.archiveId().hex());
  }

  @Override
  public String code() {
    return CODE;
  }

  @Override
  public Duration silence() {
    return SILENCE;
  }

  @Override
  public boolean canDo(ActionState action) {
    return action.started().getParametersMap().equals(parameters());
  }

  @Override
  public Effects effectsOf(ActionState action) {
    return new CopyRemoval(action, archive, server, stayed);
  }
}
