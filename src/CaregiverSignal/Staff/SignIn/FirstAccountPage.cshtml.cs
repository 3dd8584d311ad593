using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>Makes the first account, a coordinator and administrator, and leads to its sign-in.</summary>
public sealed class FirstAccountPageModel(
    FirstAccount first,
    Inviting inviting,
    Recorder recorder,
    Database database,
    SiteTime time
) : SitePage
{
    private const int LongestName = 100;

    public override Reader Reader => Reader.Other;

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    public IActionResult OnGet(string key) => first.Opens(key) ? Page() : Missing();

    public IActionResult OnPost(string key)
    {
        if (!first.Opens(key))
            return Missing();
        ModelState.Require(
            Name.Length > 0 && OneLine.Problem(Name, LongestName) is null,
            nameof(Name),
            T["Error.Name"]
        );
        ModelState.Require(Address.IsPlain(Email), nameof(Email), T["Error.Email"]);
        if (!ModelState.IsValid)
            return Invalid();

        return database.Write(Invite) is { } invitation ? Go("/i/" + invitation.Key.Clear) : Missing();
    }

    /// <returns>Null when somebody else was first.</returns>
    private SentInvitation? Invite(Transaction transaction)
    {
        if (CoordinatorTable.IsAnybodyInvited(transaction))
            return null;
        var roles = Inviting.UsualRoles(transaction);
        var id = CoordinatorTable.IdOf(transaction, Email, time.Now);
        recorder.Add(transaction, Actor.CommandLine, Verb.Invite.Of(Thing.Account, id));
        CoordinatorTable.SetName(transaction, id, Name);
        CoordinatorTable.SetRoles(transaction, id, roles);
        return inviting.Invite(transaction, id, byMail: false);
    }
}
