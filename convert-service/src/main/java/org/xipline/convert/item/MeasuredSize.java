package org.xipline.convert.item;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xipline.convert.item.Content.NamedSize;

/**
 * What the 10 MB rule compares with its limit.
 *
 * @param itemBytes document plus attachments; of an {@code .eml}, the sum of its decoded leaf parts
 * @param largestAttachment empty where there is no attachment
 */
public record MeasuredSize(long itemBytes, Optional<NamedSize> largestAttachment) {

  /** Measures an item; an attachment that is named twice counts twice. */
  public static MeasuredSize of(
      Item item, long documentBytes, List<ResolvedAttachment> attachments) {
    return switch (item.content()) {
      case Content.Original original ->
          new MeasuredSize(original.leafBytes(), original.largestAttachment());
      case Content.Composed _ ->
          new MeasuredSize(
              documentBytes + attachments.stream().mapToLong(ResolvedAttachment::sizeBytes).sum(),
              named(attachments).max(Comparator.comparingLong(NamedSize::bytes)));
    };
  }

  private static Stream<NamedSize> named(List<ResolvedAttachment> attachments) {
    return attachments.stream()
        .map(attachment -> new NamedSize(attachment.named().name(), attachment.sizeBytes()));
  }
}
