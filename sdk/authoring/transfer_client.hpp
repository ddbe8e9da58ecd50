#pragma once

#include <memory>
#include <string>

#include "sdk/authoring/client.hpp"

namespace haat {

// The offer of a course to another partner, and what was said to it.
struct CourseTransfer {
  std::string id;
  std::string course;
  std::string from;
  std::string to;
  std::string state;  // "offered", "accepted", "declined", "withdrawn", "expired"
  std::string offered_by;
  std::string reason;  // why it is offered; empty: nobody said
  std::string offered_at;
  std::string expires_at;
  std::string ended_by;  // this and the next: empty as long as nobody answered it
  std::string ended_at;
  std::string answer;  // why it was declined
  std::string json;
};

// Speaks to a marketplace about courses that go from one partner to another. As
// MarketplaceClient: each call is one exchange, and what the server refuses comes back as the
// Error that it was there.
class TransferClient {
 public:
  static Result<TransferClient> create(const std::string& server, const std::string& token);
  TransferClient(TransferClient&&) noexcept;
  ~TransferClient();

  Result<CourseTransfer> offer(const std::string& course, const std::string& to,
                               const std::string& reason);
  Result<Page<CourseTransfer>> transfers(const std::string& state,  // empty: of any
                                         const std::string& cursor);
  Result<CourseTransfer> transfer(const std::string& id);
  Result<CourseTransfer> accept(const std::string& id);
  Result<CourseTransfer> decline(const std::string& id, const std::string& reason);
  Result<CourseTransfer> withdraw(const std::string& id);

 private:
  struct Access;
  explicit TransferClient(std::unique_ptr<Access> access);
  std::unique_ptr<Access> access_;
};

}  // namespace haat
