using System.Globalization;
using CaregiverSignal.Alerts;
using CaregiverSignal.Configuration;
using CaregiverSignal.Desk;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Record;
using CaregiverSignal.Retention;
using CaregiverSignal.Safety;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Administration;

/// <summary>
/// The pages on which an administrator changes settings, each with a reason, sees before what will change, and puts
/// back what was.
/// </summary>
public sealed class SettingsEndpoints(
    Database database,
    StaffShells shells,
    Recorder recorder,
    SettingsInForce inForce,
    LimitsInHindsight hindsight,
    Settings settings,
    Instruments instruments,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    public const string Home = "/beheer/instellingen";
    private const string One = Home + "/{setting}";
    private const int MostHistory = 20;

    private static Texts Words => SettingsPageModel.Words;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var administrators = routes.ForAdministrators();
        administrators.MapPage(Home, ShowAll);
        // Before anything is typed: showing who one is at the end would lose it.
        administrators.MapPage(One, ShowOne).RequireFreshSignIn();
        administrators.MapForm(One + "/bekijk", Look);
        administrators.MapForm(One, Change).RequireFreshSignIn();
    }

    private IResult ShowAll(SignedInStaff staff, HttpContext context)
    {
        var (holding, names) = database.Read(transaction =>
            (SettingChangeTable.Holding(transaction).ToDictionary(one => one.Key), NamesOf(transaction))
        );
        var all = inForce.All();
        var rows = all.Select(setting => new SettingRow(
            setting.Group,
            $"{Home}/{setting.Slug}",
            SettingWords.Name(setting, instruments),
            SettingWords.Value(setting, setting.Value),
            ChangeOf(setting.Key, holding) is { } change ? Told(change, names) : null
        ));
        return PageRoutes.Show<SettingsPage>(
            new SettingsPageModel(
                shells.For(context, staff),
                [.. rows.GroupBy(row => row.Group)],
                [
                    .. inForce.Aside.Select(fault =>
                        all.FirstOrDefault(setting => setting.Key == fault.Place) is { } setting
                            ? SettingWords.Name(setting, instruments)
                            : fault.Place
                    ),
                ],
                context.Request.Query["bewaard"] == "ja"
            )
        );
    }

    /// <summary>What was changed of a setting and holds; null where it is as the installation says.</summary>
    private SettingChange? ChangeOf(string key, IReadOnlyDictionary<string, SettingChange> holding) =>
        inForce.Aside.All(fault => fault.Place != key) && holding.GetValueOrDefault(key) is { Value: not null } change
            ? change
            : null;

    private IResult ShowOne(SignedInStaff staff, HttpContext context) =>
        Find(context) is { } setting
            ? Show(staff, context, setting, SettingChangeForm.Of(setting, SeenOf(setting)))
            : PageRoutes.Missing(support);

    /// <summary>Shows what would change, from when, and changes nothing.</summary>
    private IResult Look(SignedInStaff staff, HttpContext context, PostedForm posted)
    {
        if (Find(context) is not { } setting)
            return PageRoutes.Missing(support);
        var form = SettingChangeForm.Read(posted.Fields);
        var weighed = Weigh(setting, form);
        if (weighed.Asked is not { } asked)
            return Refuse(staff, context, setting, weighed);
        return PageRoutes.Show<SettingConfirmPage>(
            new SettingConfirmModel(
                shells.For(context, staff),
                setting,
                SettingWords.Name(setting, instruments),
                SettingWords.Value(setting, setting.Value),
                SettingWords.Value(setting, asked.Becomes),
                form with
                {
                    Value = asked.Becomes,
                },
                SettingWords.IsAboutSignals(setting)
                    ? hindsight.Of(settings.Signals.Still(), asked.Tried.Settings.Signals)
                    : null
            )
        );
    }

    /// <summary>
    /// Stores a change that was weighed with all that is stored: where a colleague changed something else meanwhile, it
    /// is weighed again.
    /// </summary>
    private IResult Change(SignedInStaff staff, HttpContext context, PostedForm posted)
    {
        while (true)
        {
            inForce.Take(database);
            var reached = inForce.Reached;
            if (Find(context) is not { } setting)
                return PageRoutes.Missing(support);
            var form = SettingChangeForm.Read(posted.Fields);
            var weighed = Weigh(setting, form);
            if (weighed.Asked is not { } asked)
                return Refuse(staff, context, setting, weighed);
            if (!database.Write(transaction => Store(transaction, staff, setting, form, asked, reached)))
                continue;
            inForce.Take(database);
            return PageRoutes.Go(Home + "?bewaard=ja");
        }
    }

    /// <returns>False when anything was changed since.</returns>
    private bool Store(
        Transaction transaction,
        SignedInStaff staff,
        ChangeableSetting setting,
        SettingChangeForm form,
        AskedChange asked,
        long reached
    )
    {
        var change = new SettingChange
        {
            Key = setting.Key,
            Value = asked.Value,
            Was = setting.Value,
            Why = form.Why,
            UndoesId = form.Undoes,
            ChangedBy = staff.Coordinator.Id,
            ChangedAt = time.Now,
        };
        if (SettingChangeTable.Add(transaction, change, reached) is not { } id)
            return false;
        recorder.Add(transaction, staff.On(Ground.Accounts), Verb.Change.Of(Thing.Setting, id));
        if (setting is { Group: SettingGroup.Safety, Name: not nameof(SafetySettings.CheckedOn) })
            Uncheck(transaction, staff, change, id);
        if (setting.Key == "Retention:" + nameof(RetentionTerms.EndedDays))
            KeepingTable.TakeBackAfter(
                transaction,
                time.Today.AddDays(KeepingTable.NoticeDays - asked.Tried.Settings.Retention.Now.EndedDays)
            );
        if (setting.Group == SettingGroup.ClosedDays)
            ClosedEscalations.Move(transaction, asked.Tried.Settings.Site.WorkingDays, time.Today);
        return true;
    }

    /// <summary>A number that is new was called by nobody yet: the day on which they were checked goes.</summary>
    private void Uncheck(Transaction transaction, SignedInStaff staff, SettingChange number, long id)
    {
        const string Key = "Safety:" + nameof(SafetySettings.CheckedOn);
        if (inForce.All().First(one => one.Key == Key) is not { Value.Length: > 0 } day)
            return;
        var change = number with { Key = Key, Value = "", Was = day.Value, Why = Words["NewNumber"], UndoesId = null };
        if (SettingChangeTable.Add(transaction, change, id) is { } added)
            recorder.Add(transaction, staff.On(Ground.Accounts), Verb.Change.Of(Thing.Setting, added));
    }

    /// <summary>What is asked, or the form again with what is wrong or what a colleague changed meanwhile.</summary>
    private Weighed Weigh(ChangeableSetting setting, SettingChangeForm form)
    {
        var seen = SeenOf(setting);
        var again = form with { Seen = seen, Undoes = null, Value = IsTyped(form) ? form.Value : setting.Value };
        if (form.Seen != seen || form.Undoes is { } undone && (undone == 0 || undone != seen))
            return new Weighed(null, again, Words["News", ("nu", SettingWords.Value(setting, setting.Value))]);

        var errors = new List<FormError>();
        var value = IsTyped(form) ? form.Value : Before(setting);
        AskedChange? asked = null;
        if (value is not null && ProblemOf(setting, value, isUndone: form.Undoes is not null) is { } problem)
            errors.Add(new FormError("waarde", "waarde", problem));
        else if (inForce.Try(setting.Key, value, out _) is not { } tried)
            errors.Add(new FormError("waarde", "waarde", SettingWords.NotWithTheOthers(setting)));
        else if (tried.ValueOf(setting.Key) is var becomes && becomes == setting.Value && !IsAside(setting))
            errors.Add(new FormError("waarde", "waarde", Words["Error.Same"]));
        else
            asked = new AskedChange(value, becomes, tried);
        var why = IsTyped(form) ? "waarom" : "waarom-terug";
        if (form.Why.Length == 0)
            errors.Add(new FormError(why, why, Words["Error.Why"]));
        else if (OneLine.Problem(form.Why, SettingChangeForm.LongestWhy) is not null)
            errors.Add(
                new FormError(why, why, Words["Error.WhyLine", ("n", Texts.Number(SettingChangeForm.LongestWhy))])
            );
        return new Weighed(errors.Count > 0 ? null : asked, again with { Errors = errors }, null);
    }

    private static bool IsTyped(SettingChangeForm form) => form.Undoes is null;

    private bool IsAside(ChangeableSetting setting) => inForce.Aside.Any(fault => fault.Place == setting.Key);

    private IResult Refuse(SignedInStaff staff, HttpContext context, ChangeableSetting setting, Weighed weighed) =>
        Show(
            staff,
            context,
            setting,
            weighed.Form,
            weighed.News,
            weighed.News is null ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict
        );

    /// <summary>What is wrong with a value by itself, in the words of the page; null when nothing is.</summary>
    /// <param name="isUndone">Whether it held before: what was good enough then is put back as it was.</param>
    private string? ProblemOf(ChangeableSetting setting, string value, bool isUndone) =>
        setting switch
        {
            { Form: SettingForm.Number } => int.TryParse(
                value,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number >= setting.Least
            && number <= setting.Most
                ? null
                : Words["Error.Number", ("van", Texts.Number(setting.Least)), ("tot", Texts.Number(setting.Most))],
            _ => value.Length < setting.Least
            || OneLine.Problem(value, setting.Most) is not null
            || setting.Group == SettingGroup.Safety && !isUndone && !IsOfUse(setting, value)
                ? SettingWords.NotWithTheOthers(setting)
                : null,
        };

    /// <summary>Whether what staff call has a digit, and the day on which it was checked has come.</summary>
    private bool IsOfUse(ChangeableSetting setting, string value)
    {
        if (setting.Name != nameof(SafetySettings.CheckedOn))
            return value.Length == 0 || value.Any(char.IsAsciiDigit);
        var isDay = DateOnly.TryParseExact(
            value,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        );
        return !isDay || day <= time.Today;
    }

    private IResult Show(
        SignedInStaff staff,
        HttpContext context,
        ChangeableSetting setting,
        SettingChangeForm form,
        string? news = null,
        int status = StatusCodes.Status200OK
    )
    {
        var (changes, names) = database.Read(transaction =>
            (SettingChangeTable.Of(transaction, setting.Key, MostHistory), NamesOf(transaction))
        );
        var toUndo = changes.Count > 0 ? changes[0] : null;
        return PageRoutes.Show<SettingPage>(
            new SettingPageModel(
                shells.For(context, staff),
                setting,
                SettingWords.Name(setting, instruments),
                SettingWords.Value(setting, setting.Value),
                form,
                SettingWords.Hint(setting),
                news,
                [.. changes.Select(one => Line(setting, one, changes, names))],
                toUndo?.Id,
                toUndo is null ? "" : SettingWords.Value(setting, toUndo.Was)
            ),
            status
        );
    }

    /// <summary>"22 november 2026, Ada: van 120 naar 90. Minder bewaren."</summary>
    private string Line(
        ChangeableSetting setting,
        SettingChange change,
        IReadOnlyList<SettingChange> all,
        IReadOnlyDictionary<long, string> names
    )
    {
        var next = all.LastOrDefault(one => one.Id > change.Id);
        var became = change.Value ?? next?.Was ?? setting.Value;
        return Words[
            change.UndoesId is null ? "Line" : "LineUndone",
            ("dag", Texts.Day(time.DayOf(change.ChangedAt))),
            ("wie", names.GetValueOrDefault(change.ChangedBy, Words["Somebody"])),
            ("was", SettingWords.Value(setting, change.Was)),
            ("wordt", SettingWords.Value(setting, became)),
            ("waarom", Plainly.Shown(change.Why))
        ];
    }

    private string Told(SettingChange change, IReadOnlyDictionary<long, string> names) =>
        Words[
            "By",
            ("dag", Texts.Day(time.DayOf(change.ChangedAt))),
            ("wie", names.GetValueOrDefault(change.ChangedBy, Words["Somebody"])),
            ("waarom", Plainly.Shown(change.Why))
        ];

    private ChangeableSetting? Find(HttpContext context) =>
        context.Request.RouteValues["setting"] is string slug
            ? inForce.All().FirstOrDefault(one => one.Slug == slug)
            : null;

    private long SeenOf(ChangeableSetting setting) =>
        database
            .Read(transaction => SettingChangeTable.Of(transaction, setting.Key, 1))
            .Select(one => one.Id)
            .FirstOrDefault();

    /// <summary>What was set before the newest change; null for what the installation says.</summary>
    private string? Before(ChangeableSetting setting) =>
        database.Read(transaction => SettingChangeTable.Of(transaction, setting.Key, 2)) is [_, var before]
            ? before.Value
            : null;

    private static Dictionary<long, string> NamesOf(Transaction transaction) =>
        CoordinatorTable.All(transaction).ToDictionary(one => one.Id, one => Plainly.Shown(one.CalledAs));

    /// <param name="Value">What is stored; null for what the installation says.</param>
    /// <param name="Becomes">What holds then.</param>
    private sealed record AskedChange(string? Value, string Becomes, SettingsTried Tried);

    /// <param name="Asked">Null when it cannot be so; the form says why.</param>
    /// <param name="Form">As it is shown again.</param>
    /// <param name="News">What a colleague changed since the form was shown; null for nothing.</param>
    private sealed record Weighed(AskedChange? Asked, SettingChangeForm Form, string? News);
}
