package org.xipline.ingest.drop;

import java.io.IOException;
import java.io.InputStream;

/** A drop whose process dies after so many changes to it. */
final class StoppingDrop implements Drop {
  private final Drop real;
  private int left;

  /** The process's death. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  StoppingDrop(Drop real, int changes) {
    this.real = real;
    this.left = changes;
  }

  /** As far as it gets. */
  void disposeOf(String name, FileDecision verdict) throws IOException {
    try {
      for (DropFile file : list().files()) {
        if (file.name().equals(name)) {
          boolean _ = Disposal.dispose(this, file, verdict);
        }
      }
    } catch (Stopped _) {
      // What a killed process leaves is there now.
    }
  }

  private void change() {
    if (left-- == 0) {
      throw new Stopped();
    }
  }

  @Override
  public Listing list() throws IOException {
    return real.list();
  }

  @Override
  public boolean showsWholeFilesOnly() {
    return real.showsWholeFilesOnly();
  }

  @Override
  public InputStream open(DropFile file) throws IOException {
    return real.open(file);
  }

  @Override
  public boolean holds(DropFile file) throws IOException {
    return real.holds(file);
  }

  @Override
  public String locationOf(DropFile file) {
    return real.locationOf(file);
  }

  @Override
  public boolean isFree(String name, DropFile file) throws IOException {
    return real.isFree(name, file);
  }

  @Override
  public void move(DropFile file, String name) throws IOException {
    change();
    real.move(file, name);
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    change();
    real.write(name, content);
  }

  @Override
  public void probe() throws IOException {
    real.probe();
  }
}
