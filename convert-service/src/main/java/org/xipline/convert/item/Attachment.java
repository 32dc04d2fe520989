package org.xipline.convert.item;

import java.util.Optional;
import org.xipline.schemas.identity.EntryPath;

/**
 * A file that an item names.
 *
 * @param path the entry that holds it: the item's {@code Path}, resolved from the item's folder
 * @param name what to call it; where the item gives no {@code Name}, the path's last segment
 * @param mediaType as the item has it, unchecked
 */
public record Attachment(EntryPath path, String name, Optional<String> mediaType) {}
