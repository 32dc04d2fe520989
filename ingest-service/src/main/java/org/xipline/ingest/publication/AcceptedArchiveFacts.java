package org.xipline.ingest.publication;

import org.xipline.ingest.staging.StagedArchive;
import org.xipline.schemas.record.Signer;

/**
 * That an archive is accepted.
 *
 * @param mailboxServer location that its snapshot names; empty where it names none
 */
public record AcceptedArchiveFacts(StagedArchive staged, Signer signer, String mailboxServer) {}
