package org.xipline.ingest.drop;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xipline.runtime.azure.AzureContainer;
import org.xipline.runtime.azure.Azurite;
import org.xipline.runtime.azure.AzuriteExtension;

@ExtendWith(AzuriteExtension.class)
class AzureDropTest implements DropContract {
  private Map<String, String> environment = Map.of();
  private AzureContainer container;
  private Drop drop;

  @BeforeEach
  void open(Azurite azurite) throws IOException {
    String location = "azure:drops/" + UUID.randomUUID();
    environment = azurite.environment();
    container = AzureContainer.open(location, environment);
    drop = new Drops(environment).open(location);
  }

  @Override
  public Drop drop() {
    return drop;
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public void put(String name, String content) {
    blob(name).upload(BinaryData.fromString(content), true);
  }

  @Override
  public Map<String, String> contents() {
    var contents = new TreeMap<String, String>();
    var below = new ListBlobsOptions().setPrefix(container.prefix());
    for (BlobItem item : container.client().listBlobs(below, null)) {
      String name = item.getName().substring(container.prefix().length());
      contents.put(name, blob(name).downloadContent().toString());
    }
    return contents;
  }

  private BlobClient blob(String name) {
    return container.client().getBlobClient(container.prefix() + name);
  }

  @Test
  void shouldFinishAMoveThatWasStoppedAfterTheCopy() throws IOException {
    // Given a copy whose source was not deleted
    put("a.xip", "content");
    DropFile file = drop.list().files().getFirst();
    drop.move(file, "imported/a.xip");
    String version = blob("imported/a.xip").getProperties().getMetadata().get("xiplinecopiedfrom");
    put("a.xip", "content");
    DropFile again = drop.list().files().getFirst();
    blob("imported/a.xip").setMetadata(Map.of("xiplinecopiedfrom", again.version()));

    // When
    boolean _ = Disposal.dispose(drop, again, IMPORTED);

    // Then
    assertThat(version).isEqualTo(file.version());
    assertThat(contents()).isEqualTo(Map.of("imported/a.xip", "content"));
  }
}
