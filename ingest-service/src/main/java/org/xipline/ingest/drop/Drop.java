package org.xipline.ingest.drop;

import java.io.IOException;
import java.io.InputStream;

/**
 * A place that archives are put into. Beside them it has the folders {@code imported} and {@code
 * quarantine}, which xipline fills.
 *
 * <p>Every operation may be repeated after a crash.
 */
public interface Drop {

  /**
   * The files put into it: not those in its folders, and not those whose names say that they are
   * temporary. What looks like an archive and cannot be taken is listed as a problem.
   *
   * @throws IOException if nothing can be listed
   */
  Listing list() throws IOException;

  /** Whether a file that is listed is complete as it is: no writer can still be at it. */
  boolean showsWholeFilesOnly();

  /**
   * The bytes of a file.
   *
   * @throws IOException also if the file is gone
   */
  InputStream open(DropFile file) throws IOException;

  /**
   * Whether the file is still there, as it was when it was listed.
   *
   * @throws IOException if the drop cannot say
   */
  boolean holds(DropFile file) throws IOException;

  /** Where every ingest instance finds the file; without secrets. */
  String locationOf(DropFile file);

  /**
   * Whether a file can be moved to this name without covering another.
   *
   * @param name like {@code imported/a.xip}
   * @param file which may stand there already, half moved
   */
  boolean isFree(String name, DropFile file) throws IOException;

  /** Moves a file; nothing happens if it is gone, or is another by now. */
  void move(DropFile file, String name) throws IOException;

  /** Writes a small file whole, in place of what has this name. */
  void write(String name, byte[] content) throws IOException;

  /**
   * Tries whether files can be listed, written, moved and removed here.
   *
   * @throws IOException saying what cannot
   */
  void probe() throws IOException;
}
