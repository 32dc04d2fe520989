package org.xipline.convert.item;

import org.xipline.schemas.identity.EmailAddress;

/**
 * Someone an item is filed for, hidden or not.
 *
 * @param address as it is compared
 * @param asWritten as the item writes it the first time
 */
public record Participant(EmailAddress address, String asWritten) {}
