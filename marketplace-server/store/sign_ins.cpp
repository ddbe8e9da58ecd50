#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

BegunSignIn sign_in_of(const Row& row) {
  return {.state_hash = row.text(0),
          .secret_hash = row.text(1),
          .nonce = row.text(2),
          .verifier = row.text(3),
          .redirect = row.text(4),
          .peer = row.text(5),
          .expires_at = time_of(row.text(6))};
}

}  // namespace

Result<Session::OpenSignIns> Session::open_sign_ins(const std::string& peer) {
  HAAT_TRY(
      const auto count,
      db_.first(
          "SELECT count(*), count(*) FILTER (WHERE peer = ?) FROM sign_ins",
          [](const Row& row) {
            return OpenSignIns{static_cast<int>(row.integer(0)), static_cast<int>(row.integer(1))};
          },
          peer));
  return count.value_or(OpenSignIns{});
}

Result<void> Session::add_sign_in(const BegunSignIn& begun) {
  return db_
      .run(
          "INSERT INTO sign_ins(state_hash, secret_hash, nonce, verifier, redirect, peer, "
          "expires_at) VALUES(?, ?, ?, ?, ?, ?, ?)",
          begun.state_hash, begun.secret_hash, begun.nonce, begun.verifier, begun.redirect,
          begun.peer, to_rfc3339(begun.expires_at))
      .map([](int) {});
}

Result<std::optional<BegunSignIn>> Session::find_sign_in(const std::string& state_hash) {
  return db_.first(
      "SELECT state_hash, secret_hash, nonce, verifier, redirect, peer, expires_at FROM sign_ins "
      "WHERE state_hash = ?",
      sign_in_of, state_hash);
}

Result<bool> Session::take_sign_in(const std::string& state_hash) {
  return db_.run("DELETE FROM sign_ins WHERE state_hash = ?", state_hash).map([](int rows) {
    return rows == 1;
  });
}

Result<int> Session::forget_sign_ins(Time expired_before) {
  return db_.run("DELETE FROM sign_ins WHERE expires_at < ?", to_rfc3339(expired_before));
}

}  // namespace haat::server
