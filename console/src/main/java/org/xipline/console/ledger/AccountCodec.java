package org.xipline.console.ledger;

import java.time.Instant;
import java.util.Optional;
import org.xipline.console.ledger.stored.StoredAcceptance;
import org.xipline.console.ledger.stored.StoredAccount;
import org.xipline.console.ledger.stored.StoredRejection;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;

/** How the account of an archive is written to its store, and read back. */
final class AccountCodec {

  static StoredAccount stored(ArchiveAccount account) {
    PairCounts pairs = account.pairs();
    var stored =
        StoredAccount.newBuilder()
            .setConnector(account.key().connector().value())
            .setArchiveId(account.key().archiveId().hex())
            .setExpected(pairs.expected())
            .setDelivered(pairs.delivered())
            .setAlreadyPresent(pairs.alreadyPresent())
            .setExternal(pairs.external())
            .setUnmapped(pairs.unmapped())
            .setDeadLettered(pairs.deadLettered())
            .setPending(pairs.pending())
            .setItemsConverted(account.itemsConverted())
            .setItemsDeadLettered(account.itemsDeadLettered())
            .setFiles(account.files())
            .setAttachments(account.attachments());
    Intake intake = account.intake();
    intake.acceptance().map(AccountCodec::stored).ifPresent(stored::setAcceptance);
    intake.rejection().map(AccountCodec::stored).ifPresent(stored::setRejection);
    intake.restagedAt().map(Instant::toEpochMilli).ifPresent(stored::setRestagedAtEpochMillis);
    return stored.setPublishedEntries(intake.publishedEntries()).build();
  }

  static ArchiveAccount read(StoredAccount account) {
    return new ArchiveAccount(
        new ArchiveKey(
            new ConnectorName(account.getConnector()), new ArchiveId(account.getArchiveId())),
        intake(account),
        new PairCounts(
            account.getExpected(),
            account.getDelivered(),
            account.getAlreadyPresent(),
            account.getExternal(),
            account.getUnmapped(),
            account.getDeadLettered(),
            account.getPending()),
        account.getItemsConverted(),
        account.getItemsDeadLettered(),
        account.getFiles(),
        account.getAttachments());
  }

  private static Intake intake(StoredAccount account) {
    return new Intake(
        account.hasAcceptance()
            ? Optional.of(acceptance(account.getAcceptance()))
            : Optional.empty(),
        account.hasRejection() ? Optional.of(rejection(account.getRejection())) : Optional.empty(),
        account.getPublishedEntries(),
        account.hasRestagedAtEpochMillis()
            ? Optional.of(Instant.ofEpochMilli(account.getRestagedAtEpochMillis()))
            : Optional.empty());
  }

  private static StoredRejection stored(Rejection rejection) {
    StoredRejection.Builder stored = StoredRejection.newBuilder();
    rejection.signer().map(SignerCodec::stored).ifPresent(stored::setSigner);
    rejection.at().map(Instant::toEpochMilli).ifPresent(stored::setAtEpochMillis);
    return stored
        .setFileName(rejection.fileName())
        .setReason(rejection.reason())
        .setDetail(rejection.detail())
        .build();
  }

  private static Rejection rejection(StoredRejection stored) {
    return new Rejection(
        stored.getFileName(),
        stored.getReason(),
        stored.getDetail(),
        stored.hasSigner() ? Optional.of(SignerCodec.read(stored.getSigner())) : Optional.empty(),
        stored.hasAtEpochMillis()
            ? Optional.of(Instant.ofEpochMilli(stored.getAtEpochMillis()))
            : Optional.empty());
  }

  private static StoredAcceptance stored(Acceptance acceptance) {
    StoredAcceptance.Builder stored = StoredAcceptance.newBuilder();
    acceptance
        .signerEnds()
        .map(Instant::getEpochSecond)
        .ifPresent(stored::setSignerEndsEpochSeconds);
    return stored
        .setArrivalId(acceptance.arrivalId())
        .setFileName(acceptance.fileName())
        .setSizeBytes(acceptance.sizeBytes())
        .setEntries(acceptance.entries())
        .setItems(acceptance.items())
        .setSigner(SignerCodec.stored(acceptance.signer()))
        .setSnapshotId(acceptance.snapshotId())
        .setManifestSha256(Digests.bytes(acceptance.manifestSha256()))
        .setMailboxServer(acceptance.mailboxServer())
        .setAtEpochMillis(acceptance.at().toEpochMilli())
        .build();
  }

  private static Acceptance acceptance(StoredAcceptance acceptance) {
    return new Acceptance(
        acceptance.getArrivalId(),
        acceptance.getFileName(),
        acceptance.getSizeBytes(),
        acceptance.getEntries(),
        acceptance.getItems(),
        SignerCodec.read(acceptance.getSigner()),
        acceptance.hasSignerEndsEpochSeconds()
            ? Optional.of(Instant.ofEpochSecond(acceptance.getSignerEndsEpochSeconds()))
            : Optional.empty(),
        acceptance.getSnapshotId(),
        Digests.hex(acceptance.getManifestSha256()),
        acceptance.getMailboxServer(),
        Instant.ofEpochMilli(acceptance.getAtEpochMillis()));
  }

  private AccountCodec() {}
}
