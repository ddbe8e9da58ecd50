#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "sdk/provider/provider.hpp"

namespace partner {

inline constexpr std::size_t max_description = 16u << 10;  // bytes that are kept of one
// A page of that many always has room.
inline constexpr std::size_t page_size = 100;

// A page while it is filled. What one record has wrong never loses the others: the record is left
// out, or what is wrong of it, with a line of the log that names it.
class Listing {
 public:
  explicit Listing(const haat::provider::Host& host) : host_(host) {}

  // `read` makes the course of one record, and may throw what is wrong with it.
  template <class Read>
  void add(const std::string& record, const Read& read) {
    try {
      add(record, haat::provider::Course(read()));
    } catch (const haat::provider::Failure& failure) {
      leave_out(record, failure.what());
    }
  }

  bool has_room() const;  // for one more, however large
  haat::provider::Page take(std::string next);

 private:
  void add(const std::string& record, haat::provider::Course course);
  void mend(const std::string& record, haat::provider::Course& course) const;
  void leave_out(const std::string& what, const std::string& why) const;

  const haat::provider::Host& host_;
  haat::provider::Page page_;
  std::set<std::string> ids_;
  std::size_t bytes_ = 0;
};

// Whether it can be a course's id at all, so that asking the partner for it makes sense.
bool is_id(const std::string& external_id);

}  // namespace partner
