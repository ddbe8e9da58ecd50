#include <gtest/gtest.h>

#include "core/package/package.hpp"
#include "core/package/zip_writer.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

std::string noise(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint32_t state = 1;
  for (auto& byte : bytes) byte = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  return bytes;
}

TEST(ZipWriter, writes_what_the_reader_reads) {
  const Scratch scratch;
  const std::map<std::string, std::string> files{{"a.txt", "text"},
                                                 {"b/empty", ""},
                                                 {"b/पाठ.html", std::string(100'000, 'x')},
                                                 {"c/noise.png", noise(300'000)},
                                                 {"d/large.bin", noise(9 << 20)}};
  auto writer = ZipWriter::create(scratch / "w.zip");
  ASSERT_TRUE(writer);
  for (const auto& [path, bytes] : files) ASSERT_TRUE(writer->add(path, bytes));
  EXPECT_FALSE(std::filesystem::exists(scratch / "w.zip")) << "nothing is there before the commit";
  ASSERT_TRUE(writer->commit());

  const auto package = open_package(scratch / "w.zip");
  ASSERT_TRUE(package) << package.error().message;
  EXPECT_TRUE(package->defects().empty());
  ASSERT_EQ(package->entries().size(), files.size());
  std::map<std::string, std::string> read;
  ASSERT_TRUE(package->scan([&](const Entry& entry, std::string_view piece, bool) -> Result<void> {
    read[entry.path] += piece;
    return {};
  }));
  EXPECT_EQ(read, files);
  for (const auto& [path, bytes] : files) EXPECT_EQ(package->read(path, 1 << 30).value(), bytes);
  EXPECT_EQ(package->read("d/large.bin", 1000).error().id, "entry-too-large");
  EXPECT_EQ(package->read("gone", 1000).error().id, "entry-missing");
}

TEST(ZipWriter, gives_equal_bytes_for_equal_files) {
  const Scratch scratch;
  std::string first;
  for (const char* zone : {"UTC", "Asia/Kolkata"}) {
    setenv("TZ", zone, 1);
    auto writer = ZipWriter::create(scratch / "w.zip");
    ASSERT_TRUE(writer->add("a", std::string(1000, 'a')));
    ASSERT_TRUE(writer->add("b.jpg", noise(1000)));
    ASSERT_TRUE(writer->commit());
    const auto bytes = Scratch::read(scratch / "w.zip");
    if (first.empty()) first = bytes;
    EXPECT_EQ(bytes, first);
  }
  unsetenv("TZ");
}

TEST(ZipWriter, leaves_nothing_behind_without_a_commit) {
  const Scratch scratch;
  { ASSERT_TRUE(ZipWriter::create(scratch / "w.zip")->add("a", "b")); }
  EXPECT_EQ(scratch.files(), 0u);
}

TEST(ZipWriter, refuses_a_file_that_is_not_as_long_as_announced) {
  const Scratch scratch;
  auto writer = ZipWriter::create(scratch / "w.zip");
  ASSERT_TRUE(writer->begin("a", 5));
  ASSERT_TRUE(writer->write("four"));
  EXPECT_EQ(writer->end().error().id, "entry-size-wrong");
}

TEST(ZipWriter, says_where_it_cannot_write) {
  const auto writer = ZipWriter::create("/nowhere/at/all.zip");
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().id, "file-unwritable");
  EXPECT_NE(writer.error().message.find("/nowhere/at/all.zip"), std::string::npos);
}

}  // namespace
}  // namespace haat::test
