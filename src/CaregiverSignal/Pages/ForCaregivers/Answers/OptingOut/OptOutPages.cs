using System.Globalization;
using CaregiverSignal.Forms;
using CaregiverSignal.Pages.ForCaregivers.Answers.Form;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

public sealed class OptOutPages(CurrentSettings settings, SiteTime time)
{
    /// <summary>The field with the promised call to move or cancel, and its address.</summary>
    public const string Promise = "belafspraak";
    public const string PromisePath = PageRoutes.OwnPage + "?handler=Promise";

    private static readonly Texts Words = Texts.Of(typeof(OptOutPage));
    private static readonly Texts Shared = Texts.Of("Web.Shared");

    /// <summary>Reads the choice before a write begins.</summary>
    /// <param name="choice">The choice in the address; null if the form has it.</param>
    /// <exception cref="BadHttpRequestException">The page has no such choice or day.</exception>
    public GivenWay Read(IFormCollection form, string? choice = null)
    {
        choice ??= form["keuze"].ToString();
        if (choice.Length > 0 && !OptOuts.All.Contains(choice))
            throw new BadHttpRequestException("A choice that this page does not have.");
        var change = choice == OptOuts.Tell ? ChangeForm.Read(form, time) : ChangeForm.Empty;
        var hasDay = HasDay(form, choice, out var until);
        return new GivenWay(choice, Words["Reason"])
        {
            IsFaulty =
                choice.Length == 0
                || !hasDay
                || change.Errors.Count > 0
                || (choice == OptOuts.Call && CallWhen.HasNoPhone(form)),
            Until = until,
            Change = new TypedChange(change.Kinds, change.On, change.Note, change.DayUnsaid)
            {
                Care = change.Care,
                Help = change.Help,
            },
            Events = [.. form[ChangeForm.Event].Select(NumberIn)],
            When = CallWhen.Read(form, time),
            SeenCall = SeenCall(form),
        };
    }

    /// <summary>The promised call that a page showed; 0 for none.</summary>
    public static long SeenCall(IFormCollection form) => NumberIn(form[Promise].ToString());

    /// <param name="sent">What was sent; null on opening.</param>
    /// <param name="over">As in <see cref="OptOutPage"/>.</param>
    /// <param name="callPath">Where to ask for a call, if not at the same address.</param>
    public IResult Of(
        OptOut way,
        string action,
        string step = "",
        IFormCollection? sent = null,
        string? over = null,
        string? callPath = null
    )
    {
        callPath ??= $"{action}?wat={OptOuts.CallStep}";
        var donePath = $"{action}{(action.Contains('?') ? '&' : '?')}wat={OptOuts.Told}";
        return way switch
        {
            OptOut.Choices choices => Choices(choices, action, step, sent, over),
            OptOut.Enough enough => new EnoughPage(
                enough.Coordinator,
                action,
                HasBack: step == OptOuts.Enough && over is null
            ),
            OptOut.Ended ended => Ended(ended, action),
            OptOut.Call call => CallOf(call, action, sent),
            OptOut.CallPromised promised => Promised(promised),
            OptOut.Change change => ChangeOf(change, action, sent is null ? null : ChangeForm.Read(sent, time)),
            OptOut.Changed changed => new ChangedPage(changed, LifeChange.ReadBy(time), action, callPath),
            OptOut.Stored => PageRoutes.Go(donePath),
            OptOut.NotStored => MessagePage.Of("NotTold") with
            {
                Way = (Texts.Of(typeof(ChangePage))["NotTold.CallMe"], callPath),
                OtherWay = MessagePage.ToOwnPage,
                TheirWords = ChangeForm.Read(sent!, time).Note,
            },
            OptOut.Paused paused => Paused(paused.Until, action),
            OptOut.LessOften less => MessagePage.Of("LessOften", ("n", Texts.Number(less.Months))) with
            {
                Undo = (action, OptOuts.AsUsual, Words["AsUsual"]),
            },
            OptOut.Rejoined rejoined => Rejoined(rejoined.OpenUntil),
            OptOut.Message message => MessagePage.Of(message.Key, ("telefoon", settings.SupportPoint.PhoneWithHours)),
            _ => throw new ArgumentOutOfRangeException(nameof(way)),
        };
    }

    public static MessagePage Paused(DateOnly? until, string action)
    {
        var paused = MessagePage.Of("Paused") with { Undo = (action, OptOuts.Resume, Shared["Resume"]) };
        return until is { } again
            ? paused with
            {
                Paragraphs = [Shared["PausedUntil", ("datum", Texts.Day(again))], .. paused.Paragraphs.Skip(1)],
            }
            : paused;
    }

    /// <summary>What was received and what was not, behind a link whose questions are over.</summary>
    /// <param name="isOver">False while a list is still available there.</param>
    public MessagePage Of(LateSubmission late, string action, bool isOver) =>
        Of(late, $"{action}?wat={OptOuts.CallStep}", (isOver ? Words["Heading"] : Shared["UnkeptGoOn"], action));

    /// <summary>What was received and what was not; text that nobody received is returned.</summary>
    /// <param name="on">The way to continue; null if none.</param>
    public MessagePage Of(LateSubmission late, string callPath, (string Label, string Path)? on = null)
    {
        var key = late.IsIn ? "Heard" : "Unkept";
        var reads = late.ReadBy is { } coordinator
            ? Shared["UnkeptReads", ("coordinator", coordinator), ("dag", Texts.DayOfWeek(LifeChange.ReadBy(time)))]
            : null;
        var promise = PromiseWords.Of(late.Promise, time)?.BehindMail(late.Promise!.Coordinator).What;
        var earlier = late.HasEarlier ? Shared["UnkeptEarlier"] : null;
        var call = late.OffersCall ? Words["Unheard.Call"] : null;
        var closed = Shared["WereClosed"];
        var self = Shared["CallYourself", ("telefoon", settings.SupportPoint.PhoneWithHours)];
        var page = new MessagePage(
            Shared[key + "Title"],
            [.. new[] { reads, promise, earlier, call, closed, self }.OfType<string>()]
        )
        {
            TheirWords = late.Words,
            Way = promise is null ? (Shared["CallMe"], callPath) : on,
            OtherWay = promise is null ? on : null,
        };
        return late.IsHeavy ? AnswerMessages.WithUrgent(page) : page;
    }

    private OptOutPage Choices(OptOut.Choices choices, string action, string step, IFormCollection? sent, string? over)
    {
        var chosen = sent?["keuze"].ToString();
        var page = new OptOutPage(action, over, choices.CanAskLink)
        {
            Status = over is null ? 0 : StatusCodes.Status410Gone,
            IsPaused = choices.IsPaused,
            Back =
                OptOutEndpoints.BackFrom(action) is var back && back != action ? back
                : action == PageRoutes.OwnPage || (step == OptOuts.Less && over is null && IsOfQuestions(action))
                    ? action
                : null,
            IsLessOften = choices.IsLessOften,
        };
        (string Field, string Text)? error = chosen switch
        {
            null => null,
            "" => (OptOuts.LessOften[0], Words["Error"]),
            _ when !HasDay(sent!, chosen, out var _) => (OptOutPage.DayField, Words["Error.Day"]),
            _ => null,
        };
        return error is { } wrong
            ? page with
            {
                Status = StatusCodes.Status400BadRequest,
                Given = chosen is "" ? OptOutPage.Empty : new(chosen!, DayIn(sent!)),
                Errors = [wrong],
            }
            : page;
    }

    private CallPage CallOf(OptOut.Call call, string action, IFormCollection? sent) =>
        new(
            call.Coordinator,
            call is { Promised: not null, Came.From: CameFrom.OwnPage } ? PromisePath : action,
            PromiseWords.Of(call.Promised, time),
            sent is null ? CallWhenFields.Of(call.Promised?.Call) : CallWhenFields.Of(sent)
        )
        {
            Errors = sent is null ? [] : [(CallWhen.Phone, Words["Error.Phone"])],
        };

    private MessagePage Promised(OptOut.CallPromised promised)
    {
        var words = PromiseWords.Of(promised.Promise, time)!;
        var message = (promised.Came.HasRead ? words : words.BehindMail(promised.Promise.Coordinator)).Message(
            settings.SupportPoint
        );
        return promised.IsUrgent ? AnswerMessages.WithUrgent(message) : message;
    }

    private ChangePage ChangeOf(OptOut.Change change, string action, ChangeForm? given) =>
        new(change.Coordinator, LifeChange.ReadBy(time), action, given ?? ChangeForm.Empty)
        {
            Errors = given?.Errors ?? [],
            Cares = ChangeForm.NamesOf(change.Cares),
            Respite = [.. change.Respite.Select(help => (help.Id, help.Kind.Name))],
        };

    /// <summary>For somebody who stopped: the undo button while possible, then whom to call.</summary>
    private static MessagePage Ended(OptOut.Ended ended, string action)
    {
        if (ended.UndoUntil is not { } until)
            return MessagePage.Of("Ended") with { Way = MessagePage.ToOwnPage };
        var stopped = MessagePage.Of(ended.IsAftercare ? "Enough" : "Stopped");
        return stopped with
        {
            Paragraphs = [.. stopped.Paragraphs, Shared["UndoUntil", ("datum", Texts.Day(until))]],
            Undo = (action, OptOuts.Rejoin, Words[ended.IsAftercare ? "RejoinAftercare" : "Rejoin"]),
            Way = MessagePage.ToOwnPage,
        };
    }

    /// <summary>Confirms that they take part again, and says whether there are questions now.</summary>
    private static MessagePage Rejoined(DateOnly? openUntil)
    {
        var page = MessagePage.Of("Rejoined");
        return openUntil is { } until
            ? page with
            {
                Paragraphs = [.. page.Paragraphs, Shared["RejoinedOpen", ("datum", Texts.Day(until))]],
            }
            : page;
    }

    private bool HasDay(IFormCollection form, string choice, out DateOnly? until)
    {
        until = null;
        return !PauseLengths.All.Contains(choice) || PauseLengths.TryRead(choice, DayIn(form), time.Today, out until);
    }

    private static string DayIn(IFormCollection form) => form[OptOutPage.DayField].ToString().Trim();

    private static bool IsOfQuestions(string action) => action.StartsWith("/v/", StringComparison.Ordinal);

    private static long NumberIn(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
