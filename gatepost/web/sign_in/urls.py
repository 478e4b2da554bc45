"""Where does one sign in and out, and change how?

The names with `account_` and `mfa_` are those by which allauth looks for its pages; of its addresses none but these are there.
"""

from allauth.socialaccount.providers.openid_connect import views as openid_views
from django.urls import path

from gatepost.web.sign_in import own as mine
from gatepost.web.sign_in import passwords, proofs, views
from gatepost.web.sign_in.invited import code, invitation
from gatepost.web.sign_in.named import named
from gatepost.web.sign_in.office import office
from gatepost.web.sign_in.outbox import outbox

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/password/", passwords.by_password, name="sign-in-password"),
    path("sign-in/begin/", proofs.to_sign_in, name="account_login"),
    path("sign-in/ask/", proofs.to_another_code, name="account_request_login_code"),
    path("sign-in/ended/", proofs.to_sign_in, name="account_inactive"),
    path("sign-in/name/", named, name="sign-in-name"),
    path("sign-in/code/", proofs.Code.as_view(), name="account_confirm_login_code"),
    path("sign-in/second/", proofs.SecondFactor.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", proofs.ByPasskey.as_view(), name="mfa_login_webauthn"),
    path("sign-in/again/", proofs.Again.as_view(), name="mfa_reauthenticate"),
    path("sign-in/again/password/", passwords.Again.as_view(), name="account_reauthenticate"),
    path("sign-in/again/passkey/", proofs.AgainByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("sign-in/with/given-up/", proofs.to_sign_in, name="socialaccount_login_cancelled"),
    path("sign-in/with/<str:provider_id>/", openid_views.login, name="openid_connect_login"),
    path("sign-in/with/<str:provider_id>/back/", openid_views.callback, name="openid_connect_callback"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("invitation/", code, name="invitation-code"),
    path("invitation/<str:token>/", invitation, name="invitation"),
    path("me/sign-in/", mine.own, name="mfa_index"),
    path("me/sign-in/app/", mine.AddApp.as_view(), name="mfa_activate_totp"),
    path("me/sign-in/app/remove/", mine.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("me/sign-in/passkey/", mine.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("me/sign-in/passkey/<int:pk>/remove/", mine.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("me/sign-in/codes/", mine.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("me/sign-in/codes/new/", mine.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("me/sign-in/end/<str:handle>/", mine.end_one, name="end-session"),
    path("me/sign-in/password/", passwords.own_password, name="own-password"),
    path("me/sign-in/password/remove/", passwords.remove, name="own-password-remove"),
    path("me/sign-in/end-others/", mine.end_others, name="end-other-sessions"),
    path("people/<str:person_id>/sign-in/", office, name="people-sign-in"),
    path("outbox/", outbox, name="outbox"),
]
