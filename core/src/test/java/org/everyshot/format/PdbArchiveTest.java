package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.structure.AtomicModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdbArchiveTest {
  private static final String CIF =
      """
      data_9ABC
      loop_
      _atom_site.type_symbol
      _atom_site.Cartn_x
      _atom_site.Cartn_y
      _atom_site.Cartn_z
      C 1 2 3
      O 4 5 6
      """;

  @TempDir Path cache;
  private HttpServer server;
  private String base;
  private final AtomicInteger asked = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    base = "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort();
    serve("/9ABC.cif.gz", 200, gzip(CIF));
    serve("/9BAD.cif.gz", 200, "<html>maintenance</html>".getBytes(StandardCharsets.UTF_8));
    serve("/9EMP.cif.gz", 200, gzip("data_9EMP\n"));
    serve("/9ERR.cif.gz", 503, new byte[0]);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(String path, int status, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private static byte[] gzip(String text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  @Test
  void anEntryIsFetchedOnceAndThenComesFromTheCache() {
    var archive = new PdbArchive(base + "/", cache.resolve("pdb"));
    Path first = archive.file("9abc");
    Path second = archive.file("9ABC");
    assertEquals(first, second);
    assertEquals(1, asked.get());
    assertEquals(2, ((AtomicModel) StructureFile.read(first).structure()).count());
  }

  @Test
  void whatIsNoStructureIsNotKept() throws IOException {
    var archive = new PdbArchive(base, cache);
    assertThrows(DamagedDataException.class, () -> archive.file("9BAD"));
    assertThrows(DamagedDataException.class, () -> archive.file("9EMP"));
    try (var files = Files.list(cache)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void anUnknownEntryAndAFailingServerAreSaidInOneLine() {
    var archive = new PdbArchive(base, cache);
    var unknown = assertThrows(UserInputException.class, () -> archive.file("9NOT"));
    assertTrue(
        String.valueOf(unknown.getMessage()).contains("9NOT does not exist"), unknown.getMessage());
    var failing = assertThrows(UserInputException.class, () -> archive.file("9ERR"));
    assertTrue(String.valueOf(failing.getMessage()).contains("503"), failing.getMessage());
  }

  @Test
  void withoutANetworkThereIsOneClearLine() throws IOException {
    int port;
    try (var unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }
    var archive = new PdbArchive("http://localhost:" + port, cache);
    var fault = assertThrows(UserInputException.class, () -> archive.file("9ABC"));
    assertTrue(
        String.valueOf(fault.getMessage()).contains("check the network"), fault.getMessage());
    assertFalse(String.valueOf(fault.getMessage()).contains("\n"));
  }

  @Test
  void identifiersAreADigitAndThreeMore() {
    assertTrue(PdbArchive.isId("3iyf"));
    assertFalse(PdbArchive.isId("../x"));
    assertFalse(PdbArchive.isId("A123"));
  }
}
