package org.xipline.importer.imap.authentication;

import java.time.Instant;
import org.xipline.runtime.settings.Secret;

/** A token of OAuth 2, and when it ends. */
public record AccessToken(Secret secret, Instant validUntil) {}
