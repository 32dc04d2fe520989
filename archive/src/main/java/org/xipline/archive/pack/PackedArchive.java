package org.xipline.archive.pack;

import java.nio.file.Path;

/**
 * What was written.
 *
 * @param entries files, folders and links
 * @param contentBytes of all files together
 * @param archiveBytes length of the archive file
 */
public record PackedArchive(Path file, long entries, long contentBytes, long archiveBytes) {}
