import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.content.ContentDecoder;
import org.xipline.archive.xar.ArchiveBytes;
import org.xipline.archive.xar.XarArchive;
import org.xipline.archive.xar.XarData;

/**
 * The reader of signed archives against other programs that do a part of its work, on the same bytes, in turns, so that other load
 * on the machine falls on both. Whole processes, the start of the JVM with them; of {@code decode} the inner loop alone.
 *
 * <p>Usage: {@code dev/bench xip …}
 */
public final class XipBench {
  private final String launcher = Path.of(System.getProperty("xipline.root"), "xipline").toString();
  private final Path work;
  private final BenchInputs inputs;
  private final int rounds;

  private XipBench(Path work, int rounds) throws Exception {
    this.work = work;
    this.inputs = new BenchInputs(work);
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, String> options = options(arguments);
    boolean quick = options.containsKey("--quick");
    Path work = Path.of(options.getOrDefault("--work", System.getProperty("xipline.root") + "/target/bench"));
    var bench = new XipBench(work, number(options, "--rounds", quick ? 2 : 7));
    int plainMib = number(options, "--plain-mib", quick ? 64 : 640);
    System.out.printf("%-10s %-34s %9s %9s %8s %7s %10s%n", "case", "against", "theirs s", "ours s", "ratio", "goal", "our RSS");
    for (String name : options.getOrDefault("--cases", "decode,extract,signature,list").split(",")) {
      switch (name) {
        case "decode" -> bench.decode(plainMib);
        case "extract" -> bench.extract(plainMib);
        case "signature" -> bench.signature(number(options, "--signature-mib", quick ? 256 : 4096));
        case "list" -> bench.list(number(options, "--files", quick ? 2_000 : 48_000));
        default -> throw new IllegalArgumentException("no case " + name);
      }
    }
  }

  private void decode(int plainMib) throws Exception {
    Path xip = inputs.mixed(plainMib);
    compare("decode", "two xz -dc, same chunks", 95, xz(xip), () -> decoded(xip));
  }

  private void extract(int plainMib) throws Exception {
    Path xip = inputs.mixed(plainMib);
    // Each run into a directory of its own. What the last one wrote is emptied, not deleted: ext4 takes no inode again that
    // was deleted a minute ago, and looks for others among thousands of those.
    Path targets = work.resolve("extracted");
    BenchRun.delete(targets);
    var run = new AtomicInteger();
    compare("extract", "two xz -dc, same chunks", 85, xz(xip), () -> {
      BenchRun.empty(targets);
      BenchRun.process("sync"); // Nothing that was written before is written at the same time.
      return ours("extract", xip, "--to", targets.resolve(String.valueOf(run.incrementAndGet())).toString());
    });
    BenchRun.delete(targets);
  }

  private void signature(int mebibytes) throws Exception {
    Path xip = inputs.noise(mebibytes);
    compare("signature", "openssl dgst -sha1", 80, () -> BenchRun.process("openssl", "dgst", "-sha1", xip.toString()),
        () -> ours("verify", xip, "--signature-only"));
  }

  private void list(int files) throws Exception {
    Path xar = inputs.manyFiles(files);
    compare("list", "7z l", 100, () -> BenchRun.process("7z", "l", xar.toString()), () -> ours("list", xar));
  }

  private BenchRun.Step xz(Path xip) throws Exception {
    List<Path> chunks = inputs.chunks(xip);
    List<List<String>> commands = IntStream.range(0, 2).mapToObj(half -> xzOfEverySecond(chunks, half)).toList();
    return () -> BenchRun.processes(commands);
  }

  private static List<String> xzOfEverySecond(List<Path> chunks, int first) {
    var command = new ArrayList<>(List.of("xz", "-dc"));
    for (int i = first; i < chunks.size(); i += 2) {
      command.add(chunks.get(i).toString());
    }
    return command;
  }

  private static BenchRun decoded(Path xip) throws Exception {
    try (ArchiveBytes bytes = ArchiveBytes.open(xip)) {
      XarArchive xar = XarArchive.read(bytes, ArchiveLimits.DEFAULT);
      XarData content = BenchInputs.contentOf(xar);
      long begun = System.nanoTime();
      InputStream packed = bytes.stream(xar.positionOf(content.range()), content.range().length());
      try (InputStream plain = new ContentDecoder().decode(packed, content.range().length(), ArchiveLimits.DEFAULT)) {
        plain.transferTo(OutputStream.nullOutputStream());
      }
      return new BenchRun((System.nanoTime() - begun) / 1e9, 0);
    }
  }

  private BenchRun ours(String command, Path archive, String... more) throws Exception {
    var all = new ArrayList<>(List.of(launcher, command, archive.toString(), "--trust", inputs.trustAnchor().toString()));
    all.addAll(List.of(more));
    return BenchRun.process(all.toArray(String[]::new));
  }

  private void compare(String name, String peer, int goalPercent, BenchRun.Step theirs, BenchRun.Step ours) throws Exception {
    theirs.run(); // What is read, is in the page cache.
    ours.run();
    List<BenchRun> theirRuns = new ArrayList<>();
    List<BenchRun> ourRuns = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      theirRuns.add(theirs.run());
      ourRuns.add(ours.run());
    }
    double theirSeconds = BenchRun.medianSeconds(theirRuns);
    double ourSeconds = BenchRun.medianSeconds(ourRuns);
    long peakKib = ourRuns.stream().mapToLong(BenchRun::peakKib).max().orElse(0);
    System.out.printf("%-10s %-34s %9.2f %9.2f %7.0f%% %6d%% %10s%n", name, peer, theirSeconds, ourSeconds,
        100 * theirSeconds / ourSeconds, goalPercent, peakKib == 0 ? "" : peakKib / 1024 + " MiB");
  }

  private static int number(Map<String, String> options, String name, int otherwise) {
    return Integer.parseInt(options.getOrDefault(name, String.valueOf(otherwise)));
  }

  private static Map<String, String> options(String[] arguments) {
    var options = new HashMap<String, String>();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--quick")) {
        options.put(arguments[i], "");
      } else {
        options.put(arguments[i], arguments[++i]);
      }
    }
    return options;
  }
}
