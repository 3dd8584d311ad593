using CaregiverSignal.Caseload;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Health;

/// <summary>What <c>check</c> finds that a support point has to do before it can work, and what goes wrong while it
/// does, for somebody with only a browser.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class SetUp(
    CurrentSettings settings,
    Database database,
    Readiness readiness,
    PagePaths pages,
    SiteTime time
)
{
    /// <summary>Asked once a day, as each administrator page counts what is to be done.</summary>
    private volatile Talks? talks;

    /// <summary>That the links lead somewhere else; no page changes what the installation says.</summary>
    public ToSetUp Address =>
        settings.IsFixed(PageSettings.Address) ? new("AddressOfServer", null) : At("Address", "steunpunt");

    /// <summary>What a mail to people would say wrong; asks nothing of the store.</summary>
    public IReadOnlyList<ToSetUp> BeforeMail =>
        settings.Now.SupportPoint.Tour is not null
            ? []
            : Open(
                (
                    At("SupportPoint", "steunpunt"),
                    SettingWarning.Of(settings.Now).Any(warning => IsOfSupportPoint(warning.Key))
                ),
                (Address, new Uri(settings.Site.BaseUrl).IsLoopback)
            );

    /// <summary>What must be done before messages go to people, and what is going wrong.</summary>
    public async Task<IReadOnlyList<ToSetUp>> ToDoAsync(CancellationToken stop = default)
    {
        var now = settings.Now;
        return now.SupportPoint.Tour is not null
            ? []
            :
            [
                .. readiness.Known.Where(check => !check.Ok).Select(check => new ToSetUp("Probe." + check.Check, null)),
                .. BeforeMail,
                .. Open(
                    (At("Mail", "mail"), now.Mail.Mode == MailMode.Folder),
                    (At("Safety", "veiligheid"), now.Safety.Missing.Count > 0),
                    (new("Backup", null), await LastBackup.IsLackingAsync(database, stop)),
                    (new("Proof", null), LastBackup.IsUnproved(database)),
                    (At("Talks", PageSettings.Limits.Name), await IsBehindOnTalksAsync(stop))
                ),
            ];
    }

    /// <summary>What can wait until mail goes out, and belongs to the first week; each until the store has it, and all
    /// until somebody puts the list away.</summary>
    public async Task<IReadOnlyList<ToSetUp>> FirstWeekAsync(CancellationToken stop = default) =>
        settings.Now.IsFirstWeekOver ? [] : await LeftOfFirstWeekAsync(stop);

    /// <summary>The same, also after it was put away.</summary>
    public async Task<IReadOnlyList<ToSetUp>> LeftOfFirstWeekAsync(CancellationToken stop = default)
    {
        var now = settings.Now;
        if (now.SupportPoint.Tour is not null)
            return [];
        var (staff, hasOffers, hasPeople) = await database.ReadAsync(
            async transaction =>
                (
                    (await CoordinatorTable.All(transaction))
                        .Where(colleague => colleague is { MaySignIn: true, EnrolledAt: not null })
                        .ToList(),
                    await OfferTable.HasAny(transaction),
                    await CaregiverTable.FirstMadeAt(transaction) is not null
                ),
            stop
        );
        return Open(
            (new(ToSetUp.Try, pages.NewPerson), !hasPeople && now.Mail.Mode == MailMode.Smtp),
            (new("Colleagues", pages.Accounts), staff.Count < 2),
            (new("SecondAdministrator", pages.Accounts), staff.Count(person => person.IsAdministrator) < 2),
            (new("Directory", pages.ServiceDirectory), !hasOffers),
            (At("Privacy", "privacy"), now.Privacy.Missing.Count > 0),
            (At("Heartbeat", "mail"), now.Mail.Heartbeat is null)
        );
    }

    private async Task<bool> IsBehindOnTalksAsync(CancellationToken stop = default)
    {
        var today = time.Today;
        if (talks?.On != today)
            talks = await database.ReadAsync(
                async transaction =>
                {
                    var everybody = await transaction.All<long>("select id from coordinator");
                    return new Talks(today, (await TalkLoad.Of(transaction, everybody, today)).IsBehind);
                },
                stop
            );
        return talks.IsBehind;
    }

    private static IReadOnlyList<ToSetUp> Open(params (ToSetUp What, bool IsOpen)[] steps) =>
        [.. steps.Where(step => step.IsOpen).Select(step => step.What)];

    private ToSetUp At(string what, string group) => new(what, $"{pages.Settings}/{group}");

    public static bool IsOfSupportPoint(string key) => key.StartsWith("SupportPoint:", StringComparison.Ordinal);

    private sealed record Talks(DateOnly On, bool IsBehind);
}

/// <param name="What">The key of its text.</param>
/// <param name="Path">Where to do it; null if the operator has to.</param>
public sealed record ToSetUp(string What, string? Path)
{
    /// <summary>A colleague who follows people asks themselves first, as an ordinary caregiver.</summary>
    public const string Try = "Try";
}
