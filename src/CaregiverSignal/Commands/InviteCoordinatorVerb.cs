using System.CommandLine;
using CaregiverSignal.Files;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Commands;

/// <summary>The verb <c>invite-coordinator</c>: prints a one-time sign-in link; later ones can be requested.</summary>
public static class InviteCoordinatorVerb
{
    private const int LongestName = 100;

    public static Command Create()
    {
        var email = new Argument<string>("email") { Description = "The coordinator's mail address, as in people.csv." };
        var name = new Option<string?>("--name") { Description = "The name that caregivers read under their mail." };
        var role = new Option<StaffRole[]>("--role")
        {
            HelpName = "ROLE",
            Description =
                "What the account may do, exactly: coordinator (people), team-lead (a coordinator of the whole team), administrator (accounts, no people) or operator (mail, no people). Give it several times for several roles. Without it a new account is a coordinator, and the first one a team lead and an administrator too.",
            CustomParser = given =>
            {
                foreach (var token in given.Tokens.Where(token => Codes.Find<StaffRole>(token.Value) is null))
                    given.AddError(
                        $"--role: '{OneLine.Shown(token.Value)}' is no role; allowed is {string.Join(", ", Codes.All<StaffRole>())}"
                    );
                return [.. given.Tokens.Select(token => Codes.Find<StaffRole>(token.Value)).OfType<StaffRole>()];
            },
        };
        var reset = new Option<bool>("--reset-factors")
        {
            Description =
                "For who lost their telephone: also remove their passkeys and codes. They hear of it by mail.",
        };
        var command = new Command(
            "invite-coordinator",
            "Print a one-time sign-in link, valid for 24 hours. Who was not invited cannot sign in; who was gets a new link, and their sessions end."
        )
        {
            email,
            name,
            role,
            reset,
        };
        command.SetAction(parsed =>
            Verbs.WithStoreAsync(
                parsed,
                store =>
                    RunAsync(
                        store,
                        new Asked(
                            parsed.GetRequiredValue(email),
                            parsed.GetValue(name),
                            parsed.GetValue(role) ?? [],
                            parsed.GetValue(reset)
                        )
                    )
            )
        );
        return command;
    }

    private static async Task<int> RunAsync(StoreRun store, Asked asked, CancellationToken stop = default)
    {
        var (error, own) = (store.Error, store.Installation.Settings.Site);
        // If nobody set it, the service may use another address than this command assumes.
        var site = (own.IsGuessed ? LastGood.AddressOfService() : null) ?? own.BaseUrl;
        List<Fault> faults = Address.TryParse(asked.Email, out _)
            ? []
            :
            [
                new Fault(
                    "invite-coordinator",
                    OneLine.Shown(asked.Email),
                    "is not one mail address, as naam@example.org"
                ),
            ];
        if (asked.Name is not null && OneLine.Problem(asked.Name, LongestName) is { } problem)
            faults.Add(new Fault("invite-coordinator", "--name", FormattableString.Invariant(problem)));
        if (faults.Count > 0)
            return Verbs.Report(faults, error);

        using var services = await store.PartsAsync(stop: stop);
        var (key, account, ended) = await services
            .GetRequiredService<StaffAccounts>()
            .InviteHereAsync(asked.Email, asked.Name, asked.Roles, asked.ResetsFactors, stop);
        store.Output.WriteLine($"{site}/i/{key}");
        error.WriteLine("The link works once, within 24 hours. Hand it over in a way you trust.");
        if (account.IsAdministrator)
            error.WriteLine(
                $"{OneLine.Shown(account.Email)} is an administrator, and invites others at {site}{StaffRoutes.Accounts}."
            );
        if (ended is not null)
        {
            error.WriteLine(
                $"Signed out everywhere; {English.Counted(ended.Value, "link")} ended. "
                    + (
                        asked.ResetsFactors
                            ? $"Passkeys and codes are removed; {OneLine.Shown(asked.Email)} hears of it by mail."
                            : "Passkeys and codes still count; for who lost them: invite-coordinator EMAIL --reset-factors"
                    )
            );
        }

        return CommandLine.Success;
    }

    private sealed record Asked(string Email, string? Name, IReadOnlyList<StaffRole> Roles, bool ResetsFactors);
}
