#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <vector>

#include "core/result.hpp"

namespace haat::server {

// Packages on their way, a file each. How many of its bytes count, the upload's row says; whatever
// is behind them is cut off when it goes on. Threads: any.
class UploadFolder {
 public:
  static Result<std::unique_ptr<UploadFolder>> open(const std::filesystem::path& folder);

  std::filesystem::path path_of(const std::string& id) const { return folder_ / id; }
  std::vector<std::string> ids() const;  // that have a file
  void remove(const std::string& id) const;

  // The right to write an upload. A client whose connection broke is back before we have noticed
  // that the old one is dead, so whoever comes last has it, and who had it before is told at their
  // next piece.
  class Turn {
   public:
    Turn(UploadFolder& folder, const std::string& id);
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    // Nobody else holds while `work` runs. ("upload-taken-over")
    template <class Work>
    auto hold(Work work) -> std::invoke_result_t<Work> {
      const std::lock_guard lock(state_->holding);
      if (number_ != state_->last) return taken_over();
      return work();
    }

   private:
    friend class UploadFolder;
    struct State {
      std::mutex holding;
      std::uint64_t last = 0;  // the number of whoever came last
      int turns = 0;           // that are not over
    };
    static tl::unexpected<Error> taken_over();

    UploadFolder& folder_;
    const std::string id_;
    std::shared_ptr<State> state_;
    std::uint64_t number_ = 0;
  };

 private:
  explicit UploadFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path folder_;
  std::mutex lock_;
  std::map<std::string, std::shared_ptr<Turn::State>> open_;  // those that somebody writes
};

}  // namespace haat::server
