package org.xipline.ingest.drop;

import java.io.ByteArrayOutputStream;
import org.xipline.schemas.record.Signer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** Says beside a file in quarantine why it is there. */
final class ReasonFile {
  private static final JsonFactory JSON = new JsonFactory();

  private ReasonFile() {}

  static byte[] of(FileDecision.Rejected rejected) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("archiveId", rejected.archive().hex());
      json.writeStringProperty("reason", rejected.reason());
      json.writeStringProperty("detail", rejected.detail());
      rejected.signer().ifPresent(signer -> write(json, signer));
      json.writeStringProperty("at", rejected.at().toString());
      json.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Signer signer) {
    json.writeObjectPropertyStart("signer");
    json.writeStringProperty("subject", signer.getSubject());
    json.writeStringProperty("sha256", signer.getSha256());
    json.writeEndObject();
  }
}
