//! The first user, and `create-admin`.

use crate::app::{PASSWORD, TestApp};
use portico_control_plane::auth::first_admin::{ensure, reset};
use portico_control_plane::auth::password::Passwords;
use portico_control_plane::storage::user;

#[tokio::test]
async fn the_first_start_makes_one_admin() {
    let app = TestApp::new().await;
    let (data, passwords) = (&app.state.data, Passwords::default());
    let made = ensure(data, &passwords, None).await.unwrap().unwrap();
    assert_eq!(made.name, "admin");
    let password = made.password.unwrap();
    let admin = data.run(|c| user::find(c, "admin")).await.unwrap().unwrap();
    assert!(admin.is_active_admin());
    let hash = admin.password_hash.as_deref();
    let is_good = passwords.verify(password.reveal(), hash).await.unwrap();
    assert!(is_good);
    assert!(ensure(data, &passwords, None).await.unwrap().is_none());
}

#[tokio::test]
async fn a_given_password_is_taken_and_not_shown() {
    let app = TestApp::new().await;
    let (data, passwords) = (&app.state.data, Passwords::default());
    ensure(data, &passwords, Some("short")).await.unwrap_err();
    let made = ensure(data, &passwords, Some(PASSWORD)).await.unwrap();
    assert!(made.unwrap().password.is_none());
    let admin = data.run(|c| user::find(c, "admin")).await.unwrap().unwrap();
    let hash = admin.password_hash.as_deref();
    assert!(passwords.verify(PASSWORD, hash).await.unwrap());
}

#[tokio::test]
async fn a_reset_lets_a_locked_out_user_in() {
    let app = TestApp::new().await;
    let (data, passwords) = (&app.state.data, Passwords::default());
    let ann = app.user("ann", &["disabled"]).await;
    let session = app.session(&ann).await;
    let made = reset(data, &passwords, "ann", None).await.unwrap();
    assert_eq!(app.get(&session, "/api/v1/me").await.status, 401);
    let ann = data.run(|c| user::find(c, "ann")).await.unwrap().unwrap();
    assert!(ann.is_active_admin());
    let (password, hash) = (made.password.unwrap(), ann.password_hash.as_deref());
    assert!(passwords.verify(password.reveal(), hash).await.unwrap());
    reset(data, &passwords, "new", None).await.unwrap();
    let new = data.run(|c| user::find(c, "new")).await.unwrap().unwrap();
    assert!(new.is_active_admin());
}
