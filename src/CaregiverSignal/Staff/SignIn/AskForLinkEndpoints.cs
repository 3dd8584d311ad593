using System.Data.Common;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Storage;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;
using CaregiverSignal.Web.Limits;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>The page to ask for a one-time link by mail.</summary>
public sealed class AskForLinkEndpoints(
    Database database,
    SignInLinks links,
    SignInLimits limits,
    LimitsHit hits,
    Recorder recorder,
    Passkeys passkeys,
    Organisation organisation,
    StaffSessions sessions,
    Cookies cookies,
    FormTokens tokens,
    SupportPointSettings support
) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(StaffRoutes.SignIn, Show);
        routes.MapForm(StaffRoutes.SignIn, Ask);
    }

    private async Task<IResult> Show(HttpContext context) =>
        PageRoutes.Show<SignInPage>(
            new SignInPageModel(support, tokens.Of(context), "", null, context.Request.Query.ContainsKey("uit"))
            {
                HasEnded = await sessions.HasEndedAsync(context),
                HasPasskeys = passkeys.AreAvailable,
                HasOrganisation = organisation.IsThere,
            }
        );

    private async Task<IResult> Ask(HttpContext context, PostedForm form)
    {
        var email = form.Fields["adres"].ToString().Trim();
        if (!Address.TryParse(email, out _))
        {
            var model = new SignInPageModel(
                support,
                tokens.Of(context),
                email,
                SignInPageModel.Words["WrongAddress"],
                false
            )
            {
                HasPasskeys = passkeys.AreAvailable,
                HasOrganisation = organisation.IsThere,
            };
            return PageRoutes.Show<SignInPage>(model, StatusCodes.Status400BadRequest);
        }

        if (limits.Wait(context, email) is { } wait)
        {
            hits.Note(context, Thing.SignIn);
            PageRoutes.SetRetryAfter(context, wait);
            return PageRoutes.Show<MessagePage>(
                MessagePageModel.Of(support, "TooMany") with
                {
                    ForStaff = true,
                },
                StatusCodes.Status429TooManyRequests
            );
        }

        var getsMail = limits.GetsMail(email);
        var askedBy = AskingBrowser.HashOf(context, cookies);
        try
        {
            await database.WriteAsync(transaction =>
            {
                var isSent = links.Send(transaction, email, askedBy, getsMail);
                var asked = CoordinatorTable.ByEmail(transaction, email);
                recorder.Add(
                    transaction,
                    Actor.Stranger(AccessPoint.NetworkOf(context)),
                    asked is null ? Verb.Ask.Of(Thing.Link) : Verb.Ask.Of(Thing.Link, asked.Id),
                    outcome: isSent ? null : Outcome.Refused
                );
                return isSent;
            });
        }
        catch (Exception error) when (error is StorageException or DbException)
        {
            // Nothing went: who tries again gets a mail.
            if (getsMail)
                limits.GiveBack(email);
            throw;
        }

        return SignInPageModel.LinkIsSent(support);
    }
}
