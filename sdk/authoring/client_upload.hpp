#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "sdk/authoring/client_connection.hpp"

namespace haat {

// One package on its way to a marketplace by tus 1.0 (https://tus.io/protocols/resumable-upload).
// Whenever the connection breaks, it asks how much is there and goes on, ever more patiently while
// nothing moves.
class ResumableUpload {
 public:
  using Connection = MarketplaceClient::Connection;

  ResumableUpload(Connection& connection, std::filesystem::path package, Progress progress,
                  UploadMemory& memory);

  // Sends what is missing and submits the whole; the answer to that, whatever its status.
  Result<Connection::Answer> submit(bool as_draft);
  void forget();  // it need not be gone on with

 private:
  Result<Connection::Answer> attempt(bool as_draft);
  Result<void> complete();
  Result<std::uint64_t> ask_offset();
  Result<void> begin();
  Result<void> send_rest(std::uint64_t offset);
  Result<Connection::Answer> exchange(Connection::Call call);
  bool may_pass(const Error& error) const;

  Connection& connection_;
  const std::filesystem::path package_;
  const Progress progress_;
  UploadMemory& memory_;
  std::string digest_;  // hex
  std::uint64_t size_ = 0;
  std::string id_;           // empty: not begun
  std::uint64_t there_ = 0;  // what the server has of it
  bool reached_ = false;     // the server has answered at least once
};

}  // namespace haat
