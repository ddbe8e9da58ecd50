#pragma once

#include <cstdint>

namespace haat {

// What a package may cost whoever opens it. Every refusal names the limit and the actual value.
struct Limits {
  std::uint64_t entries = 100'000;
  std::uint64_t entries_looked_at = 1'000'000;  // of a zip that has to be walked for each file
  std::uint64_t entry_size = 10ull << 30;       // bytes, unpacked
  std::uint64_t total_size = 20ull << 30;       // bytes, unpacked
  std::uint64_t ratio = 200;  // unpacked : packed, asked only of totals over ratio_from
  std::uint64_t ratio_from = 64ull << 20;  // bytes, unpacked
  std::uint64_t path_length = 1024;        // bytes
  std::uint64_t names_size = 12ull << 20;  // of all paths, and of what they are compared by
  std::uint64_t path_depth = 64;           // folders
  std::uint64_t manifest_size = 16ull << 20;
  std::uint64_t manifest_memory = 43'500'000;  // bytes that its tree takes, and what is read from
                                               // it, estimated from above
  std::uint64_t metadata_size = 2ull << 20;    // of a file of metadata outside the manifest
  std::uint64_t metadata_memory = 8ull << 20;  // as manifest_memory
  std::uint64_t base_length = 4096;  // bytes of every xml:base around an element, together
  std::uint64_t shared_sequencing = 1'000'000;  // elements that activities take from the collection
  std::uint64_t manifest_depth = 256;           // elements inside one another
  std::uint64_t manifest_tags = 250'000;
  std::uint64_t tag_attributes = 256;
  std::uint64_t manifest_text = 1 << 20;       // bytes from one tag to the next
  std::uint64_t inventory_size = 50ull << 20;  // of haat/inventory.json
  std::uint64_t course_size = 1 << 20;         // of haat/course.json
  std::uint64_t json_size = 16ull << 20;
  std::uint64_t json_depth = 64;
  std::uint64_t text_size = 8ull << 20;  // of a page, script or style sheet that rules look into
  std::uint64_t document_size = 24ull << 20;  // of a PDF that rules look into
  std::uint64_t pages_size = 256ull << 20;    // of all pages that rules look into, together
  std::uint64_t page_memory = 24ull << 20;    // of the tree that a page is read into
  std::uint64_t findings_each = 5'000;        // of one rule, that a report keeps
  std::uint64_t findings = 10'000;            // of all rules
};

}  // namespace haat
