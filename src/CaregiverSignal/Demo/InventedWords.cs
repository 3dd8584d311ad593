using CaregiverSignal.People;

namespace CaregiverSignal.Demo;

/// <summary>Texts for invented people: caregivers' own words and coordinators' notes.</summary>
/// <remarks>
/// All of it is made up. Nobody says the same twice: who has said all there is writes nothing. While there are enough
/// sentences, one that is somebody's newest is not used for another, so that no two people on a worklist say the same.
/// </remarks>
public sealed class InventedWords
{
    private static readonly string[] Light =
    [
        "Het gaat zijn gangetje. Dank dat u het vraagt.",
        "{Wie} en ik hebben samen in de tuin gezeten. Dat was fijn.",
        "We zijn naar de markt geweest met de rolstoel. Dat durfden we vorig jaar nog niet.",
        "Ik zing weer op dinsdag. Dan zit er een vrijwilliger bij {wie}.",
        "De nachten zijn rustig. Dat scheelt alles.",
        "{Hij} lachte gisteren om een oud liedje. Daar teer ik op.",
        "Geen bijzonderheden. Tot volgende maand.",
        "De nieuwe pillen werken. {Hij} is minder onrustig.",
        "Ik was een middag bij de kleinkinderen, zonder op de klok te kijken.",
        "De thuiszorg komt nu elke dag op tijd. Daar ben ik blij mee.",
        "Druk, maar ik doe het niet alleen. Mijn nicht komt twee keer in de week.",
        "We hebben een vast ritme gevonden. Dat geeft rust.",
        "Ik fiets elke ochtend een uur. Dat houdt mij op de been.",
        "{Wie} kookt weer mee. Soep met te veel zout, maar toch.",
        "Er was een verjaardag en iedereen kwam. {Hij} bleef op tot tien uur.",
        "De fysio doet {hem} goed. We lopen weer tot aan de brug.",
        "Vorige week ging het minder, nu weer beter. Zo gaat dat.",
        "Fijn dat het gesprek met de huisarts geweest is. We weten nu waar we aan toe zijn.",
    ];

    private static readonly string[] Middling =
    [
        "De nachten worden korter. Overdag red ik het nog.",
        "Ik kom aan mezelf niet zo toe.",
        "Er is weer een afspraak in het ziekenhuis bij gekomen. Dat zijn er nu vier in een maand.",
        "Mijn nicht helpt minder dan eerst. Ik durf er niets van te zeggen.",
        "{Hij} vraagt tien keer op een dag hoe laat het is.",
        "Ik doe de papieren er nu ook bij. Dat kost mij de zondag.",
        "Op mijn werk weten ze het niet. Ik neem steeds een uurtje vrij.",
        "Het koor heb ik opgezegd. Het paste niet meer.",
        "Als de telefoon gaat, schrik ik. Het zou over {wie} kunnen gaan.",
        "Ik snauwde vandaag en had meteen spijt.",
        "Ik slaap in de logeerkamer met de deur open, dan hoor ik {hem}.",
        "Vrienden vragen ons niet meer mee. Ik zei ook altijd nee.",
        "De trap wordt lastig voor {hem}. Ik loop steeds mee naar boven.",
        "De vakantie is afgezegd. Het was te veel geregel.",
        "Wie past er op {wie} als ik zelf naar de tandarts moet?",
        "Het eten blijft vaak staan. Dat maakt mij verdrietig.",
        "{Wie} wil niemand anders aan het bed. Ik begrijp het, maar toch.",
        "Tussen de middag even liggen, dat lukt net.",
    ];

    private static readonly string[] Heavy =
    [
        "Ik slaap bijna niet meer en ik ben snel boos. Daar schaam ik me voor.",
        "Ik weet niet hoe lang dit nog zo kan.",
        "Niemand kan het even overnemen. Ik ben zo moe.",
        "{Hij} laat zich alleen nog door mij helpen, dag en nacht.",
        "Vannacht stond {hij} weer in de tuin. Ik doe geen oog meer dicht.",
        "Ik huil in de auto, dan ziet niemand het.",
        "Mijn rug is op van het tillen. De tillift is er nog steeds niet.",
        "Ik ben mezelf kwijt. Ik ben alleen nog de zorg.",
        "Ik durf {wie} geen minuut meer alleen te laten.",
        "De was ligt er al een week. Vroeger was ik nooit zo.",
        "Ik werk nu minder uren. Nu zijn er alleen nog de muren.",
        "{Hij} herkende mij gisteren niet. Daarna zat ik een uur in de badkamer.",
        "De familie zegt dat het zo niet langer kan. Maar hoe dan wel?",
        "Drie keer gebeld met het loket. Iedereen verbindt mij door.",
        "Als ik ziek word, is er niemand.",
        "Ik eet staand aan het aanrecht, tussen twee keer helpen door.",
        "Om vijf uur begint de dag en om elf uur is hij nog niet klaar.",
        "De thuiszorg is gehalveerd. De rest doe ik nu, naast mijn werk.",
        "Ik zeg overal dat het wel gaat. Het gaat niet.",
        "Mijn hart bonst als ik de sleutel in het slot steek.",
        "We hebben ruzie over geld. Dat hadden we nooit.",
        "Nog drie weken wachten op de dagopvang. Ik tel de nachten.",
    ];

    private static readonly string[] Devoted =
    [
        "Ik doe het met liefde. Dat mijn knieën pijn doen, hoort erbij.",
        "{Wie} heeft altijd voor anderen klaargestaan. Nu ben ik aan de beurt.",
        "Het is zwaar en het is goed. Allebei.",
        "Ik breng {hem} niet naar vreemden, ook niet voor één dag.",
        "Een lach van {hem} maakt veel goed. De nachten blijven lang.",
        "Zolang ik kan, doe ik het zelf. Moe word ik later wel.",
        "Mensen zeggen dat ik aan mezelf moet denken. Dit ís wat ik wil.",
        "Ik val 's avonds in slaap met mijn jas nog aan, maar ik ben er voor {hem}.",
    ];

    private static readonly string[] Content =
    [
        "Veel werk, maar ik ga fluitend de dag door.",
        "Wij hebben het goed samen. Meer is er niet te vertellen.",
        "Voor mij hoeft er niets anders. Vraag het gerust nog eens.",
        "Zestig uur in de week, en toch zou ik het niet willen ruilen.",
        "Wij puzzelen elke avond. {Hij} wint nog steeds.",
        "Ik heb weinig mensen nodig. {Wie} en de tuin, dat is genoeg.",
    ];

    private static readonly string[] Relieved =
    [
        "Sinds de dagopvang slaap ik weer. Ik wist niet meer hoe dat was.",
        "Fijn dat u belde. Mijn neef komt nu elke zaterdag.",
        "De vrijwilliger en {wie} kaarten samen. Ik drink dan koffie in de stad.",
        "Er is nu twee keer in de week iemand voor de nacht. Een wereld van verschil.",
        "Ik heb het mijn chef verteld. Die reageerde goed.",
        "We gaan een weekend weg. Het eerste in drie jaar.",
        "Het mag weer gewoon even stil zijn in huis.",
        "De praatgroep helpt. Ik ben niet de enige.",
    ];

    private static readonly string[] Asking =
    [
        "Wilt u mij bellen? Ik weet het even niet meer.",
        "Kunt u na vier uur bellen? Dan slaapt {wie}.",
        "Er moet iets gebeuren, maar ik weet niet wat. Belt u?",
        "Praten zou fijn zijn. Liefst in de ochtend.",
        "Ik wil graag overleggen over een paar dagen weg. Kan dat?",
        "Wie kan mij helpen met de aanvraag? Ik kom er niet uit.",
        "De dokter zegt dat ik hulp moet vragen. Dus dat doe ik nu.",
        "Mag ik u iets vragen over logeren? Het gaat om {wie}.",
    ];

    private static readonly Dictionary<Part, string> OfParts = new()
    {
        [Part.AsksToBeCalled] = "Sinds de val kan {hij} de trap niet meer op. Wilt u vanmiddag bellen?",
        [Part.TakenUp] = "Sinds een maand slaap ik op een stoel naast {wie}. Zo houd ik het niet lang meer vol.",
        [Part.NotReached] = "Bel gerust. Na het ontbijt ben ik meestal even vrij.",
        [Part.DueToday] = "De gemeente schrijft over een indicatie. Ik begrijp er niets van.",
        [Part.Late] = "Mag {wie} ook een dag ergens anders heen? Ik heb het nodig.",
        [Part.Followed] = "Wat kan er als ik zelf geopereerd word? Dan is er niemand.",
    };

    private static readonly string[] Talks =
    [
        "Rustig gesproken. Vooral de nachten zijn zwaar. Vraag naar dagopvang uitgezet.",
        "Was blij met het telefoontje. Gaat met de huisarts praten.",
        "Een neef kan de zaterdag overnemen. Ik bel over een paar weken weer.",
        "Vrijwilliger gevraagd voor de donderdagmiddag.",
        "Wilde vooral even het verhaal kwijt. Geen actie nu, wel volgen.",
        "Samen de week doorgelopen. De dinsdag is het zwaarst: kijken naar dagbesteding.",
        "Brief van de gemeente samen gelezen. Ik vraag na wat er nodig is.",
        "Wil het eerst zelf proberen. Afgesproken dat ik opnieuw bel.",
        "Thuiszorg gebeld over de avonden. Zij komen terug met een voorstel.",
        "Schrok van de eigen antwoorden. Lucht gegeven, niets besloten.",
        "Op de koffie geweest. Buurvrouw wil wel een uurtje oppassen, dat wist niemand.",
        "Ging over werk en zorg. Folder over zorgverlof gestuurd.",
        "Aangemeld voor de praatgroep op maandag.",
        "Logeerhuis besproken. Gaat een keer kijken, zonder verplichting.",
    ];

    private readonly Dictionary<string[], int> turns = [];
    private readonly Dictionary<int, string> newest = [];
    private readonly HashSet<(int Number, string Words)> said = [];
    private readonly int seed;

    /// <param name="seed">Another seed begins at another sentence.</param>
    public InventedWords(int seed) => this.seed = seed;

    /// <summary>The words that a caregiver writes with their answers.</summary>
    /// <param name="strain">0 to 1.</param>
    /// <param name="isHelped">Whether a talk has brought help.</param>
    /// <param name="asksForCall">Whether they ask to be called, and say why.</param>
    /// <returns>Null for who has said it all.</returns>
    public string? OwnWords(Persona persona, double strain, bool isHelped, bool asksForCall) =>
        Next(persona.Number, About(persona), asksForCall ? Asking : PoolOf(persona.Course, strain, isHelped));

    /// <summary>The words that somebody writes in their part.</summary>
    public string OfPart(Persona persona)
    {
        var words = Fill(OfParts[persona.Part], About(persona));
        newest[persona.Number] = words;
        said.Add((persona.Number, words));
        return words;
    }

    /// <summary>What a coordinator notes of a talk; nothing once all was noted of this person.</summary>
    public string TalkNote(Persona persona) => Next(persona.Number, About(persona), Talks, isNewest: false) ?? "";

    private static string[] PoolOf(Course course, double strain, bool isHelped) =>
        (course, strain) switch
        {
            (Course.Content, _) => Content,
            (Course.Devoted, _) => Devoted,
            (Course.Recovering, < 0.5) => Relieved,
            (_, < 0.5) when isHelped => Relieved,
            (_, < 0.4) => Light,
            (_, < 0.65) => Middling,
            _ => Heavy,
        };

    private string? Next(int number, Loved loved, string[] pool, bool isNewest = true)
    {
        string? next = null;
        for (var tries = 0; tries < pool.Length; tries++)
        {
            var words = Fill(pool[Turn(pool)], loved);
            if (said.Contains((number, words)))
                continue;
            next = words;
            if (!newest.Any(other => other.Key != number && other.Value == words))
                break;
        }

        if (next is null)
            return null;
        said.Add((number, next));
        if (isNewest)
            newest[number] = next;
        return next;
    }

    private int Turn(string[] pool)
    {
        var turn = turns.GetValueOrDefault(pool, Population.LuckOf(seed, pool.Length, subject: 6).Next(pool.Length));
        turns[pool] = (turn + 1) % pool.Length;
        return turn % pool.Length;
    }

    private static string Fill(string text, Loved loved) =>
        text.Replace("{wie}", loved.Who, StringComparison.Ordinal)
            .Replace("{Wie}", Capital(loved.Who), StringComparison.Ordinal)
            .Replace("{hij}", loved.Subject, StringComparison.Ordinal)
            .Replace("{Hij}", Capital(loved.Subject), StringComparison.Ordinal)
            .Replace("{hem}", loved.Object, StringComparison.Ordinal);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>The person cared for, as the caregiver refers to them.</summary>
    private static Loved About(Persona persona)
    {
        var (man, woman) = persona.Row.Details.Relation switch
        {
            Relation.Partner => ("mijn man", "mijn vrouw"),
            Relation.Child => ("mijn vader", "mijn moeder"),
            Relation.Parent => ("mijn zoon", "mijn dochter"),
            Relation.Sibling => ("mijn broer", "mijn zus"),
            Relation.Friend => ("mijn vriend", "mijn vriendin"),
            _ => ("mijn buurman", "mijn buurvrouw"),
        };
        return persona.Number % 2 == 0 ? new Loved(man, "hij", "hem") : new Loved(woman, "zij", "haar");
    }

    private sealed record Loved(string Who, string Subject, string Object);
}
