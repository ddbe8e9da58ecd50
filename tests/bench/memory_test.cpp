#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdlib>
#include <iostream>

#include "core/competency/dictionary.hpp"
#include "core/qa/check.hpp"
#include "core/signing/pack.hpp"
#include "core/signing/verify.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

constexpr std::uint64_t ceiling = 64u << 20;  // bytes of memory

// Holes on the disk, but bytes like any others to whoever reads them.
void write_films(const Scratch& scratch, int count, std::uint64_t size) {
  scratch.write("content/imsmanifest.xml", "<manifest/>");
  for (int k = 0; k < count; ++k)
    std::filesystem::resize_file(
        scratch.write("content/films/" + std::to_string(k) + ".mp4", "film"), size);
}

void write_pages(const Scratch& scratch, int count) {
  for (int k = 0; k < count; ++k)
    scratch.write("content/lessons-of-some-length/" + std::to_string(k / 100) + "/" +
                      std::to_string(k) + ".html",
                  "<!DOCTYPE html><title>A lesson</title>");
}

// 0, or the number of the step that failed. In a process of its own, whose memory is measured.
int take_the_whole_way(const Scratch& scratch) {
  const auto zip = scratch / "course.zip";
  const auto key = SecretKey::generate("memory");
  const auto packed = pack(open_package(scratch / "content").value(), {}, zip);
  if (!packed) return 1;
  const Statement statement{
      Statement::Kind::authored, packed->digest, "org.example.c", "1.0.0", Time{}, {}};
  if (!sign(zip, zip, statement, *key)) return 2;
  const auto package = open_package(zip);
  const auto verification = verify_package(*package, Trust::in({key->public_key()}, Time{}));
  if (!verification || !verification->proves(Statement::Kind::authored)) return 3;
  if (!check_package(*package, Dictionary::demonstration())) return 4;

  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto memory = static_cast<std::uint64_t>(used.ru_maxrss) << 10;
  std::cerr << (memory >> 20) << " MB\n";
  return memory <= ceiling ? 0 : 5;
}

TEST(Memory, stays_below_the_ceiling_for_large_files) {
  const Scratch scratch;
  write_films(scratch, 3, 500u << 20);
  EXPECT_EXIT(std::exit(take_the_whole_way(scratch)), testing::ExitedWithCode(0), "");
}

TEST(Memory, stays_below_the_ceiling_for_many_files) {
  const Scratch scratch;
  write_pages(scratch, 50'000);
  EXPECT_EXIT(std::exit(take_the_whole_way(scratch)), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace haat::test
