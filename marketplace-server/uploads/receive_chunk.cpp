#include "marketplace-server/uploads/receive_chunk.hpp"

#include <chrono>
#include <vector>

#include "marketplace-server/store/store.hpp"
#include "marketplace-server/uploads/upload_file.hpp"
#include "marketplace-server/uploads/upload_folder.hpp"

namespace haat::server {
namespace {

using SteadyClock = std::chrono::steady_clock;
using namespace std::chrono_literals;

// A connection that breaks takes with it what was read of a piece.
constexpr std::size_t piece = 16 * 1024;
constexpr std::uint64_t save_after_bytes = 8ull << 20;
constexpr auto save_after = 1s;

std::optional<Problem> judge_place(const Upload& upload, std::uint64_t offset, std::uint64_t size) {
  if (offset != upload.offset)
    return over_limit(409, "upload-offset-wrong",
                      "the upload has " + std::to_string(upload.offset) +
                          " bytes, and this is for " + std::to_string(offset) + "; go on at " +
                          std::to_string(upload.offset),
                      upload.offset, offset);
  const std::uint64_t left = upload.length - upload.offset;
  if (size > left)
    return over_limit(413, "upload-too-long",
                      std::to_string(left) + " bytes are left of this upload, and these are " +
                          std::to_string(size),
                      left, size);
  return std::nullopt;
}

// Writes behind what is there. Each function is called by whoever holds the upload's turn.
class Writer {
 public:
  Writer(Upload& upload, UploadFile file, std::optional<tus::Checksum> checksum, Store& store)
      : upload_(upload),
        file_(std::move(file)),
        checksum_(std::move(checksum)),
        store_(store),
        written_(upload.offset) {}

  Result<void> write(std::string_view bytes) {
    HAAT_TRY_VOID(file_.write(bytes));
    written_ += bytes.size();
    if (checksum_) {
      checksum_->update(bytes);
      return {};
    }
    const bool due =
        written_ - upload_.offset >= save_after_bytes || SteadyClock::now() - saved_ >= save_after;
    return due ? save() : Result<void>();
  }

  // Of what came before the connection broke.
  Result<void> break_off() { return checksum_ ? Result<void>() : save(); }

  Result<std::optional<Problem>> end() {
    if (checksum_ && !checksum_->matches())
      return make_problem(460, "checksum-mismatch",
                          "the bytes that arrived are not those of Upload-Checksum; send them "
                          "again from " +
                              std::to_string(upload_.offset));
    return save().map([] { return std::optional<Problem>(); });
  }

 private:
  // First the bytes, then the row that counts them.
  Result<void> save() {
    saved_ = SteadyClock::now();
    if (written_ == upload_.offset) return {};
    HAAT_TRY_VOID(file_.flush());
    HAAT_TRY_VOID(store_.change(
        [&](Session& session) { return session.set_upload_offset(upload_.id, written_); }));
    upload_.offset = written_;
    return {};
  }

  Upload& upload_;
  UploadFile file_;
  std::optional<tus::Checksum> checksum_;
  Store& store_;
  std::uint64_t written_;
  SteadyClock::time_point saved_ = SteadyClock::now();
};

Result<void> copy_body(const Request& request, UploadFolder::Turn& turn, Writer& writer) {
  std::vector<char> buffer(piece);
  for (;;) {
    const auto got = request.body.read(buffer.data(), buffer.size());
    if (!got) {
      static_cast<void>(turn.hold([&] { return writer.break_off(); }));
      return tl::unexpected<Error>(got.error());
    }
    if (*got == 0) return {};
    HAAT_TRY_VOID(turn.hold([&] { return writer.write({buffer.data(), *got}); }));
  }
}

}  // namespace

Result<Received> receive_chunk(const Request& request, const std::string& id, std::uint64_t offset,
                               std::optional<tus::Checksum> checksum, Services& services) {
  UploadFolder::Turn turn(services.uploads, id);
  Received received;
  std::optional<Writer> writer;
  HAAT_TRY_VOID(turn.hold([&]() -> Result<void> {
    HAAT_TRY(received.upload,
             services.store.view([&](Session& session) { return session.find_upload(id); }));
    received.refusal = judge_place(received.upload, offset, request.body.size);
    if (received.refusal || request.body.size == 0) return {};
    HAAT_TRY(UploadFile file, UploadFile::open(services.uploads.path_of(id), offset));
    writer.emplace(received.upload, std::move(file), std::move(checksum), services.store);
    return {};
  }));
  if (!writer) return received;
  HAAT_TRY_VOID(copy_body(request, turn, *writer));
  HAAT_TRY(received.refusal, turn.hold([&] { return writer->end(); }));
  return received;
}

}  // namespace haat::server
