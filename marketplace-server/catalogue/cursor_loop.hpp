#pragma once

#include <cstdint>
#include <string>

namespace haat::server {

// Sees that cursors go round in a circle, whatever its length, and remembers one of them only
// (Brent's algorithm): a walk of n pages is ended within 3 n.
class CursorLoop {
 public:
  bool closed_by(const std::string& cursor) {
    if (cursor == remembered_) return true;
    if (++seen_ == next_) {
      next_ *= 2;
      remembered_ = cursor;
    }
    return false;
  }

 private:
  std::string remembered_;
  std::uint64_t seen_ = 0;
  std::uint64_t next_ = 1;
};

}  // namespace haat::server
