#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/package/digest.hpp"
#include "core/result.hpp"

namespace haat {

// A file that comes in pieces. It is written beside its place and put there, flushed, by commit();
// without that nothing is left.
class Download {
 public:
  static Result<Download> create(const std::filesystem::path& to);
  Download(Download&&) noexcept;
  Download& operator=(Download&&) noexcept = delete;
  ~Download();

  Result<void> write(std::string_view piece);
  const Sha256& digest();  // of all that was written; nothing may follow
  Result<void> commit();

 private:
  explicit Download(std::filesystem::path to) : to_(std::move(to)) {}
  tl::unexpected<Error> cannot_write(int problem) const;

  std::filesystem::path to_;
  std::string beside_;  // empty: nothing to remove
  int file_ = -1;
  Sha256 digest_{};
  std::unique_ptr<Hasher> hasher_;
};

}  // namespace haat
