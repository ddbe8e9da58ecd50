#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace haat {

// xAPI's document resources (1.0.3, part 3, section 2.2): small texts under names, with entity
// tags. In memory, and bounded.
class Cmi5Documents {
 public:
  struct Answer {
    int status = 204;
    std::string body, etag;
  };
  struct Request {
    std::string method, body;
    std::string if_match, if_none_match;
    bool guarded = false;  // a profile: what is there is changed only by who has seen it
  };

  // `place` is what all documents of one list have in common, `id` the document.
  Answer answer(const std::string& place, const std::string& id, const Request& request);
  std::vector<std::string> ids(const std::string& place) const;
  void put(const std::string& place, const std::string& id, std::string body);
  std::size_t size_of(const std::string& place, const std::string& id) const;
  void clear();

 private:
  struct Document {
    std::string body;
    std::uint64_t revision = 0;
  };
  Answer change(const std::string& place, const std::string& id, std::string body);

  std::map<std::string, std::map<std::string, Document>> places_;
  std::size_t documents_ = 0, bytes_ = 0;
  std::uint64_t revision_ = 0;
};

}  // namespace haat
