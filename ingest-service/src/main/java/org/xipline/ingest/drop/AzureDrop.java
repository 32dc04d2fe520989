package org.xipline.ingest.drop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobBeginCopySourceRequestConditions;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.CopyStatusType;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.options.BlobBeginCopyOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.xipline.runtime.azure.AzureContainer;
import org.xipline.runtime.azure.AzureStorageException;

/**
 * The blobs directly below a prefix of a container. The service moves nothing: a blob is copied
 * there, by the service itself, and then deleted; the copy remembers whose it is.
 */
final class AzureDrop implements Drop {
  private static final String COPIED_FROM = "xiplinecopiedfrom";
  private static final String ARCHIVE_FOLDER = ".xip/";
  private static final int BLOCK_BYTES = 4 << 20;
  private static final int GONE = 404;
  private static final int CHANGED = 412;
  private static final Duration COPY_LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST_COPY = Duration.ofHours(1);

  private final String location;
  private final AzureContainer container;

  /**
   * @param location of the drop, as arrivals say it
   */
  AzureDrop(String location, AzureContainer container) {
    this.location = location.endsWith("/") ? location : location + "/";
    this.container = container;
  }

  @Override
  public Listing list() throws IOException {
    return guard(
        "list",
        container.url(),
        () -> {
          var files = new ArrayList<DropFile>();
          var problems = new ArrayList<FileProblem>();
          for (BlobItem item : container.client().listBlobsByHierarchy(container.prefix())) {
            add(item, files, problems);
          }
          return new Listing(files, problems);
        });
  }

  private void add(BlobItem item, List<DropFile> files, List<FileProblem> problems) {
    String name = item.getName().substring(container.prefix().length());
    if (name.isEmpty() || PartialFileNames.includes(name)) {
      return;
    }
    if (!Boolean.TRUE.equals(item.isPrefix())) {
      var facts = item.getProperties();
      files.add(new DropFile(name, facts.getContentLength(), unquoted(facts.getETag())));
    } else if (name.toLowerCase(Locale.ROOT).endsWith(ARCHIVE_FOLDER)) {
      problems.add(
          new FileProblem(ShownNames.of(name), "is a folder: place the archive itself here"));
    }
  }

  @Override
  public boolean showsWholeFilesOnly() {
    return true;
  }

  @Override
  public InputStream open(DropFile file) throws IOException {
    var options =
        new BlobInputStreamOptions().setBlockSize(BLOCK_BYTES).setRequestConditions(only(file));
    return guard(
        "read", urlOf(file.name()), () -> blob(file.name()).openInputStream(options, Context.NONE));
  }

  @Override
  public boolean holds(DropFile file) throws IOException {
    return guard(
        "look at",
        urlOf(file.name()),
        () -> {
          try {
            return file.version().equals(unquoted(blob(file.name()).getProperties().getETag()));
          } catch (BlobStorageException e) {
            if (e.getStatusCode() == GONE) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public String locationOf(DropFile file) {
    return location + URLEncoder.encode(file.name(), UTF_8);
  }

  @Override
  public boolean isFree(String name, DropFile file) throws IOException {
    return guard("look at", urlOf(name), () -> !blob(name).exists() || isCopyOf(file, blob(name)));
  }

  @Override
  public void move(DropFile file, String name) throws IOException {
    guard(
        "move",
        urlOf(file.name()),
        () -> {
          copyThenDelete(file, name);
          return name;
        });
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    guard(
        "write",
        urlOf(name),
        () -> {
          blob(name).upload(BinaryData.fromBytes(content), true);
          return name;
        });
  }

  @Override
  public void probe() throws IOException {
    Listing _ = list();
    String name = ".xipline-probe-" + UUID.randomUUID() + ".tmp";
    write(name, name.getBytes(UTF_8));
    guard(
        "delete",
        urlOf(name),
        () -> {
          blob(name).delete();
          return name;
        });
  }

  private void copyThenDelete(DropFile file, String name) {
    try {
      if (!blob(name).exists() || !isCopyOf(file, blob(name))) {
        copy(file, name);
      }
      blob(file.name())
          .deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, only(file), null, Context.NONE);
    } catch (BlobStorageException e) {
      if (e.getStatusCode() != GONE && e.getStatusCode() != CHANGED) {
        throw e;
      }
    }
  }

  private void copy(DropFile file, String name) {
    var asListed = new BlobBeginCopySourceRequestConditions().setIfMatch(only(file).getIfMatch());
    var options =
        new BlobBeginCopyOptions(container.readableUrl(blob(file.name())))
            .setPollInterval(COPY_LOOK)
            .setSourceRequestConditions(asListed)
            .setMetadata(Map.of(COPIED_FROM, file.version()));
    blob(name).beginCopy(options).waitForCompletion(LONGEST_COPY);
  }

  private static boolean isCopyOf(DropFile file, BlobClient blob) {
    var properties = blob.getProperties();
    return file.version().equals(properties.getMetadata().get(COPIED_FROM))
        && properties.getCopyStatus() == CopyStatusType.SUCCESS;
  }

  private static BlobRequestConditions only(DropFile file) {
    return new BlobRequestConditions().setIfMatch("\"" + file.version() + "\"");
  }

  private static String unquoted(String tag) {
    return tag.replace("\"", "");
  }

  private BlobClient blob(String name) {
    return container.client().getBlobClient(container.prefix() + name);
  }

  private String urlOf(String name) {
    return blob(name).getBlobUrl();
  }

  private static <T> T guard(String action, String where, AzureStorageException.Request<T> request)
      throws AzureStorageException {
    return AzureStorageException.guard(action, where, request);
  }
}
