package org.xipline.convert.topology;

import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.xipline.convert.entry.DecodedEntry;
import org.xipline.convert.entry.EntryDecoder;
import org.xipline.convert.entry.RecordOrigin;
import org.xipline.schemas.topic.Topic;

/** Decodes each record where its origin is still known. */
final class EntryDecoding implements FixedKeyProcessor<String, byte[], DecodedEntry> {
  private @Nullable FixedKeyProcessorContext<String, DecodedEntry> context;

  @Override
  public void init(FixedKeyProcessorContext<String, DecodedEntry> initialContext) {
    context = initialContext;
  }

  @Override
  public void process(FixedKeyRecord<String, byte[]> record) {
    if (context == null) {
      throw new IllegalStateException("not initialized");
    }
    RecordOrigin origin = context.recordMetadata().map(EntryDecoding::originOf).orElseThrow();
    DecodedEntry decoded = EntryDecoder.decode(record.key(), record.value(), origin);
    context.forward(record.withValue(decoded));
  }

  private static RecordOrigin originOf(RecordMetadata metadata) {
    return new RecordOrigin(Topic.ENTRIES.name(), metadata.partition(), metadata.offset());
  }
}
