"""Every page."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from relais.web.account import screen
from relais.web.account import views as account
from relais.web.desk import figures, news
from relais.web.desk import views as desk
from relais.web.search import views as search

urlpatterns = [
    path("", desk.home, name="home"),
    path("news/", news.news, name="news"),
    path("figures/", figures.figures, name="figures"),
    path("sign-in/", account.SignIn.as_view(), name="sign_in"),
    path("password/forgotten/", account.Forgotten.as_view(), name="forgotten"),
    path("password/<uidb64>/<token>/", account.ChoosePassword.as_view(), name="choose_password"),
    path("sign-out/", LogoutView.as_view(next_page="sign_in"), name="sign_out"),
    path("search/", search.index, name="search"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("screen/", screen.choose, name="screen"),
    path("me/", account.me, name="me"),
    path("me/first-steps/", screen.first_steps, name="first_steps"),
    path("me/language/", account.language, name="me_language"),
    path("me/mails/", account.mails, name="me_mails"),
    path("me/password/", account.ChangePassword.as_view(), name="password"),
    path("me/keys/", account.add_token, name="add_token"),
    path("me/keys/<uuid:token_id>/revoke/", account.end_token, name="end_token"),
    path("", include("relais.web.phone.urls")),
    path("leads/", include("relais.web.leads.urls")),
    path("appointments/", include("relais.web.appointments.urls")),
    path("calls/", include("relais.web.calls.urls")),
    path("accounts/", include("relais.web.accounts.urls")),
    path("notifications/", include("relais.web.notifications.urls")),
    path("campaigns/", include("relais.web.campaigns.urls")),
    path("people/", include("relais.web.people.urls")),
    path("prospecting/", include("relais.web.prospecting.urls")),
    path("routing/", include("relais.web.routing.urls")),
    path("reports/", include("relais.web.reports.urls")),
    path("return/recovery/", include("relais.web.recovery.urls")),
    path("return/statements/", include("relais.web.statements.urls")),
    path("return/months/", include("relais.web.books.urls")),
    path("proof/", include("relais.web.proof.urls")),
    path("experiments/", include("relais.web.experiments.urls")),
    path("challenges/", include("relais.web.challenges.urls")),
    path("challenges/", include("relais.web.effects.urls")),
    path("acts/", include("relais.web.acts.urls")),
    path("coaching/", include("relais.web.coaching.urls")),
    path("steering/week/", include("relais.web.cockpit.urls")),
    path("privacy/", include("relais.web.privacy.urls")),
    path("steering/meetings/", include("relais.web.meetings.urls")),
    path("styleguide/", include("relais.web.styleguide.urls")),
]
