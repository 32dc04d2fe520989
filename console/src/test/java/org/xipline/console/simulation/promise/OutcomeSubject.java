package org.xipline.console.simulation.promise;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import org.xipline.schemas.record.Outcome;

/** What a fact is about: an item of an archive, or an archive. */
final class OutcomeSubject {
  private OutcomeSubject() {}

  /** The same for two facts whose order matters. */
  static String of(byte[] record) {
    try {
      Outcome outcome = Outcome.parseFrom(record);
      return String.join("/", outcome.getConnector(), outcome.getArchiveId(), entryPathOf(outcome));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String entryPathOf(Outcome outcome) {
    FieldDescriptor set =
        outcome.getOneofFieldDescriptor(Outcome.getDescriptor().getOneofs().getFirst());
    var fact = (Message) outcome.getField(set);
    FieldDescriptor path = fact.getDescriptorForType().findFieldByName("entry_path");
    return path == null ? "" : (String) fact.getField(path);
  }
}
