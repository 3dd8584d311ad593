using System.Globalization;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.Invitations;

namespace CaregiverSignal.Answers.Leaving;

/// <summary>The choices behind every mail of ours that is younger than a year, and what each does at once.</summary>
public sealed class WaysOut(
    SupportPointSettings support,
    NewLink newLink,
    OwnPageMails ownPage,
    TellChange changes,
    Recorder recorder,
    Nudge nudge,
    SiteTime time
)
{
    public const string Call = "bel";

    /// <summary>The field with the promised call that is moved or taken back, and where it is sent.</summary>
    public const string Promise = "belafspraak";
    public const string PromisePath = PageRoutes.OwnPage + "?handler=Promise";
    public const string Resume = "hervat";
    public const string Stop = "stop";
    public const string Rejoin = "terug";
    public const string NewLink = "nieuw";

    public const string OwnPage = "mijn-pagina";

    /// <summary>Takes back their own choice of fewer check-ins.</summary>
    public const string AsUsual = "gewoon";

    /// <summary>Ends aftercare.</summary>
    public const string Enough = "goed";

    private const string Months = "maanden-";

    private static readonly Texts Words = Texts.Of(typeof(WaysOutPage));
    private static readonly Texts Shared = Texts.Of("Web.Shared");

    /// <summary>The choices of fewer check-ins, as <c>maanden-2</c> for every two months.</summary>
    public static readonly IReadOnlyList<string> LessOften =
    [
        .. CheckIns.LessOften.Choices.Select(months => Months + months.ToString(CultureInfo.InvariantCulture)),
    ];

    public static readonly IReadOnlyList<string> All =
    [
        .. PauseLengths.All,
        .. LessOften,
        AsUsual,
        Call,
        TellChange.Tell,
        TellChange.TakeBack,
        Stop,
        Resume,
        Rejoin,
        NewLink,
        OwnPage,
        Enough,
    ];

    /// <summary>What the place from which they come shows of what was told before (<see cref="BehindMail.Opens"/>).</summary>
    /// <param name="Arranged">Whether a call that was promised before is shown.</param>
    /// <param name="Since">From when on what they told, and were promised, is shown and can be taken back.</param>
    public sealed record Opened(bool Arranged, DateTimeOffset Since)
    {
        public bool Shows(PromisedCall call) => Arranged || call.OpenedAt >= Since;

        /// <summary>What the result shows to who came at a moment: it knows no code.</summary>
        public static Opened OnTheResult(Caregiver caregiver, DateTimeOffset since) =>
            new(caregiver.MailReaders.Opens(ToldBefore.Arranged, isProved: false), since);
    }

    /// <summary>Behind the link of a mail.</summary>
    private Opened OfMail => new(Arranged: false, time.Now - LifeChange.JustNow);

    /// <summary>Refuses a form that no page of ours sends, before a write begins.</summary>
    /// <exception cref="BadHttpRequestException">The page does not have this choice, or its day.</exception>
    public static void RefuseStrange(IFormCollection form, SiteTime time)
    {
        var choice = form["keuze"].ToString();
        if (choice.Length > 0 && !All.Contains(choice))
            throw new BadHttpRequestException("A choice that this page does not have.");
        if (choice == TellChange.Tell)
            ChangeForm.Read(form, time);
    }

    /// <summary>Applies a choice made behind a link to the ways out, or on somebody's own page.</summary>
    /// <param name="form">One that <see cref="RefuseStrange"/> let pass.</param>
    /// <param name="over">As in <see cref="WaysOutPage"/>.</param>
    public IResult Choose(
        Transaction transaction,
        Caregiver caregiver,
        string action,
        IFormCollection form,
        Actor by,
        string? over = null,
        Opened? opens = null
    )
    {
        var choice = form["keuze"].ToString();
        if (choice.Length == 0)
            return Refuse(transaction, caregiver, action, over, WaysOutPage.Empty);
        if (choice is TellChange.Tell or TellChange.TakeBack)
            return changes.Choose(transaction, caregiver, PlaceOf(action, opens), form, by);
        if (choice == Call)
            return AskCall(transaction, caregiver, action, form, by, opens);
        var day = form[PauseLengths.DayField].ToString().Trim();
        DateOnly? until = null;
        if (PauseLengths.All.Contains(choice) && !PauseLengths.TryRead(choice, day, time.Today, out until))
            return Refuse(transaction, caregiver, action, over, new(choice, day));
        recorder.Add(transaction, by, DeedOf(choice), caregiver.Id);
        if (choice == OwnPage)
            return MessagePage.Of(
                !ownPage.QueueAnother(transaction, caregiver) ? "LinkNotSent"
                : caregiver.Channel == Channel.Sms ? "LinkSentSms"
                : "LinkSent"
            );
        return Follow(transaction, caregiver, action, choice, until);
    }

    /// <summary>The page as it was read, with what was chosen on it and what is wrong with that.</summary>
    private IResult Refuse(
        Transaction transaction,
        Caregiver caregiver,
        string action,
        string? over,
        WaysOutPage.Choice given
    )
    {
        var shown = Show(transaction, caregiver, action, WaysOutPage.Less, over);
        return shown is WaysOutPage page
            ? page with
            {
                Status = StatusCodes.Status400BadRequest,
                Given = given,
                Errors =
                    given.Chosen.Length == 0
                        ? [(LessOften[0], Words["Error"])]
                        : [(PauseLengths.DayField, Words["Error.Day"])],
            }
            : shown;
    }

    /// <summary>
    /// The pages behind a mail that need no questions, and leave them as they are: a call, and what changed.
    /// </summary>
    /// <returns>Null for any other step.</returns>
    public IResult? ShowBeside(
        Transaction transaction,
        Caregiver caregiver,
        string action,
        string step,
        Opened? opens = null
    ) =>
        step switch
        {
            WaysOutPage.Call => ShowCall(transaction, caregiver, action, opens),
            TellChange.Tell when caregiver.Status == CaregiverStatus.Ended => Ended(transaction, caregiver, action),
            TellChange.Tell => changes.Show(transaction, caregiver, PlaceOf(action, opens)),
            TellChange.Done => changes.ShowDone(transaction, caregiver, PlaceOf(action, opens)),
            _ => null,
        };

    private TellChange.Place PlaceOf(string action, Opened? opens) =>
        new(
            action,
            $"{action}?wat={WaysOutPage.Call}",
            InSession: action == PageRoutes.OwnPage,
            (opens ?? OfMail).Since
        );

    /// <param name="given">What was filled in and cannot be taken; null when the page is opened.</param>
    public IResult ShowCall(
        Transaction transaction,
        Caregiver caregiver,
        string action,
        Opened? opens = null,
        IFormCollection? given = null
    )
    {
        var coordinator = CoordinatorTable.NameFor(transaction, caregiver, support);
        var promised = HasRead(action)
            ? PromiseWords.Of(transaction, caregiver, coordinator, time, opens ?? OfMail)
            : null;
        return new CallPage(
            coordinator,
            promised is not null && action == PageRoutes.OwnPage ? PromisePath : action,
            promised,
            given is null ? CallWhenFields.Of(promised?.Call) : CallWhenFields.Of(given)
        )
        {
            Errors = given is null ? [] : [(CallWhen.Phone, Words["Error.Phone"])],
        };
    }

    /// <summary>
    /// Whether they come from a page that said what was promised; behind a mailed link others may look too.
    /// </summary>
    private static bool HasRead(string action) =>
        action == PageRoutes.OwnPage || LeavingEndpoints.BackFrom(action) == Visits.ResultPath;

    /// <summary>Promises a call, or moves the one that they read of, and says by when.</summary>
    public IResult AskCall(
        Transaction transaction,
        Caregiver caregiver,
        string action,
        IFormCollection form,
        Actor by,
        Opened? opens = null
    )
    {
        if (CallWhen.HasNoPhone(form))
            return ShowCall(transaction, caregiver, action, opens, form);
        recorder.Add(transaction, by, Verb.Ask.Of(Thing.Call), caregiver.Id);
        var wish = CallWhen.Read(form, time);
        if (!HasRead(action) || !PromisedCall.Move(transaction, caregiver.Id, SeenCall(form), wish, time))
            PromisedCall.AskAlone(transaction, caregiver.Id, wish, time);
        transaction.Afterwards(nudge.Give);
        var coordinator = CoordinatorTable.NameFor(transaction, caregiver, support);
        var promise = PromiseWords.Of(transaction, caregiver, coordinator, time)!;
        if (!HasRead(action))
            promise = promise.BehindMail(coordinator);
        return promise.Message(support);
    }

    /// <summary>The promised call that a page showed; 0, which is none, where it showed none.</summary>
    public static long SeenCall(IFormCollection form) =>
        long.TryParse(form[Promise].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    /// <summary>
    /// Hears what was sent from a page whose questions were closed before, by a colleague who typed in the paper or by
    /// themselves in another window: the call that was asked for is promised, and the words come before the coordinator.
    /// </summary>
    /// <param name="sent">With their own words that nobody has yet; empty where there are none.</param>
    /// <param name="call">When they want to be called; null when they did not ask for it.</param>
    /// <returns>
    /// What was heard and what was not; words that are too long, or of who takes part no more, are given back.
    /// </returns>
    public Unheard HearTooLate(Transaction transaction, Caregiver caregiver, Unheard sent, CallTime? call, Actor by)
    {
        if (call is not null)
        {
            recorder.Add(transaction, by, Verb.Ask.Of(Thing.Call), caregiver.Id);
            PromisedCall.AskAlone(transaction, caregiver.Id, call, time);
        }

        var isTold = sent.Words.Length is > 0 and <= LastAnswers.Longest && caregiver.Status != CaregiverStatus.Ended;
        if (isTold)
        {
            recorder.Add(transaction, by, Verb.Tell.Of(Thing.Change), caregiver.Id);
            LifeChange.Say(transaction, caregiver.Id, sent.Words, time);
        }

        transaction.Afterwards(nudge.Give);
        var coordinator = CoordinatorTable.NameFor(transaction, caregiver, support);
        return sent with
        {
            ReadBy = isTold ? Unheard.ReadByOf(coordinator, time) : null,
            Words = isTold ? "" : sent.Words,
            Promise = call is null
                ? null
                : PromiseWords.Of(transaction, caregiver, coordinator, time)?.BehindMail(coordinator).What,
        };
    }

    /// <summary>Says what was heard and what was not behind a link whose questions are over.</summary>
    /// <param name="isOver">False while a list is still on offer there.</param>
    public MessagePage ShowUnheard(string action, bool isOver, Unheard unheard) =>
        unheard.Message(
            support,
            $"{action}?wat={WaysOutPage.Call}",
            (isOver ? Words["Heading"] : Shared["UnkeptGoOn"], action)
        );

    private static Deed DeedOf(string choice) =>
        choice switch
        {
            Resume or Rejoin => Verb.Change.Of(Thing.Participation),
            Stop or Enough => Verb.End.Of(Thing.Participation),
            NewLink or OwnPage => Verb.Ask.Of(Thing.Link),
            _ when PauseLengths.All.Contains(choice) => Verb.Change.Of(Thing.Participation),
            _ => Verb.Change.Of(Thing.Interval),
        };

    /// <summary>The page behind a link; opening it changes nothing.</summary>
    /// <param name="action">The address of the link, to which its choices are sent.</param>
    /// <param name="step">A page beside this one; any other value shows this one.</param>
    /// <param name="over">As in <see cref="WaysOutPage"/>.</param>
    public IResult Show(
        Transaction transaction,
        Caregiver caregiver,
        string action,
        string step,
        string? over,
        Opened? opens = null
    )
    {
        if (ShowBeside(transaction, caregiver, action, step, opens) is { } beside)
            return beside;
        if (caregiver.Status == CaregiverStatus.Ended)
            return Ended(transaction, caregiver, action);
        if (caregiver.Status == CaregiverStatus.Aftercare)
            return EndedCare.Of(transaction, caregiver.Id) is null
                ? MessagePage.Of("NotAsked")
                : new EnoughPage(
                    CoordinatorTable.NameFor(transaction, caregiver, support),
                    action,
                    HasBack: step == Enough && over is null
                );
        var canAsk = Invitations.NewLink.CheckInFor(transaction, caregiver, time) is not null;
        return new WaysOutPage(action, over, canAsk)
        {
            Status = over is null ? 0 : StatusCodes.Status410Gone,
            IsPaused = caregiver.Status == CaregiverStatus.Paused,
            Back =
                LeavingEndpoints.BackFrom(action) is var back && back != action ? back
                : action == PageRoutes.OwnPage || (step == WaysOutPage.Less && IsOfQuestions(action, over)) ? action
                : null,
            IsLessOften = CheckIns.LessOften.Chosen(transaction, caregiver, time) is not null,
        };
    }

    /// <param name="action">As in <see cref="Show"/>.</param>
    /// <param name="until">The day until which a pause lasts.</param>
    /// <returns>The page that says what the choice leads to.</returns>
    private IResult Follow(Transaction transaction, Caregiver caregiver, string action, string choice, DateOnly? until)
    {
        switch (choice)
        {
            case Rejoin:
                return Rejoined(transaction, caregiver, action);
            case Resume:
                var resumed =
                    Participation.Resume(transaction, caregiver.Id, ReportedBy.Caregiver, time)
                    || caregiver.Status == CaregiverStatus.Active;
                return resumed ? MessagePage.Of("Resumed") : Show(transaction, caregiver, action, "", null);
            case Stop:
                Participation.StopThemselves(transaction, caregiver.Id, time);
                break;
            case Enough when caregiver.Status != CaregiverStatus.Aftercare:
                return Show(transaction, caregiver, action, "", null);
            case Enough:
                Participation.EndAftercare(transaction, caregiver.Id, time);
                break;
            case NewLink:
                return MessagePage.Of(newLink.Send(transaction, caregiver) ? "LinkSent" : "LinkNotSent");
        }

        if (
            CaregiverTable.Get(transaction, caregiver.Id)
            is not { Status: CaregiverStatus.Active or CaregiverStatus.Paused }
        )
            return Show(transaction, CaregiverTable.Get(transaction, caregiver.Id)!, action, "", null);
        if (PauseLengths.All.Contains(choice))
        {
            // Who comes from the questions gave their answers here.
            if (action.StartsWith(LeavingEndpoints.PausePath, StringComparison.Ordinal))
                Participation.PauseForm(transaction, caregiver.Id, until, ReportedBy.Caregiver, time);
            else
                Participation.PauseMail(transaction, caregiver.Id, until, time);
            return Paused(action, until);
        }

        // Choosing how often implies that they may be asked.
        Participation.Resume(transaction, caregiver.Id, ReportedBy.Caregiver, time);
        if (choice == AsUsual)
        {
            CheckIns.LessOften.TakeBack(transaction, caregiver, time);
            return MessagePage.Of("AsUsual");
        }

        var months = int.Parse(choice[Months.Length..], CultureInfo.InvariantCulture);
        CheckIns.LessOften.Choose(transaction, caregiver, months, Words["Reason"], time);
        return Done("LessOften", action, AsUsual, Words["AsUsual"], ("n", Texts.Number(months)));
    }

    public static IResult Paused(string action, DateOnly? until)
    {
        var paused = Done("Paused", action, Resume, Shared["Resume"]);
        return until is { } again
            ? paused with
            {
                Paragraphs = [Shared["PausedUntil", ("datum", Texts.Day(again))], .. paused.Paragraphs.Skip(1)],
            }
            : paused;
    }

    private static MessagePage Done(
        string key,
        string action,
        string choice,
        string label,
        params (string, string)[] fill
    ) => MessagePage.Of(key, fill) with { Undo = (action, choice, label) };

    private static bool IsOfQuestions(string action, string? over) =>
        over is null && action.StartsWith("/v/", StringComparison.Ordinal);

    /// <summary>
    /// The page for somebody who no longer takes part: the button to undo it while they can, and after that whom to
    /// call.
    /// </summary>
    public IResult Ended(Transaction transaction, Caregiver caregiver, string action)
    {
        if (Participation.UndoUntil(transaction, caregiver, time) is { } until)
        {
            var isAftercare = EndedCare.Of(transaction, caregiver.Id) is not null;
            var stopped = MessagePage.Of(isAftercare ? "Enough" : "Stopped");
            return stopped with
            {
                Paragraphs = [.. stopped.Paragraphs, Shared["UndoUntil", ("datum", Texts.Day(until))]],
                Undo = (action, Rejoin, Words[isAftercare ? "RejoinAftercare" : "Rejoin"]),
                Way = MessagePage.ToOwnPage,
            };
        }

        return MessagePage.Of("Ended") with
        {
            Way = MessagePage.ToOwnPage,
        };
    }

    private IResult Rejoined(Transaction transaction, Caregiver caregiver, string action)
    {
        // Whoever takes part already pressed before, and did not read the answer.
        if (!Participation.Rejoin(transaction, caregiver, time) && caregiver.Status == CaregiverStatus.Ended)
            return Show(transaction, caregiver, action, "", null);
        return CaregiverTable.Get(transaction, caregiver.Id) is { Status: CaregiverStatus.Aftercare }
            ? MessagePage.Of("AftercareAgain")
            : Welcome(transaction, caregiver.Id);
    }

    /// <summary>Confirms that they take part again, and says whether there are questions now.</summary>
    public static IResult Welcome(Transaction transaction, long caregiverId)
    {
        var page = MessagePage.Of("Rejoined");
        return CheckIns.CheckInTable.OpenOf(transaction, caregiverId) is { } open
            ? page with
            {
                Paragraphs = [.. page.Paragraphs, Shared["RejoinedOpen", ("datum", Texts.Day(open.LastDay))]],
            }
            : page;
    }
}
