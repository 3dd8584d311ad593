namespace CaregiverSignal.Demo;

/// <summary>What invented people write: caregivers in their own words, coordinators in their notes.</summary>
public static class Voices
{
    private static readonly string[] Light =
    [
        "Het gaat zijn gangetje.",
        "Deze maand lukte het goed. De buurvrouw is een middag gebleven.",
        "We hebben samen in de tuin gewerkt. Dat was fijn.",
        "Dank dat u het vraagt.",
    ];

    private static readonly string[] Middling =
    [
        "De nachten worden korter. Overdag red ik het nog.",
        "Ik kom aan mezelf niet zo toe.",
        "Er is weer een afspraak in het ziekenhuis bij gekomen.",
        "Mijn zus helpt minder dan eerst.",
    ];

    private static readonly string[] Heavy =
    [
        "Ik slaap bijna niet meer en ik ben snel boos. Daar schaam ik me voor.",
        "Ik weet niet hoe lang dit nog zo kan.",
        "Niemand kan het even overnemen. Ik ben zo moe.",
        "Hij laat zich alleen nog door mij helpen, dag en nacht.",
    ];

    private static readonly string[] Talks =
    [
        "Rustig gesproken. Vooral de nachten zijn zwaar. Vraag naar dagopvang uitgezet.",
        "Was blij met het telefoontje. Gaat met de huisarts praten.",
        "Broer kan de zaterdag overnemen. Ik bel over een paar weken weer.",
        "Vrijwilliger gevraagd voor de donderdagmiddag.",
        "Wilde vooral even het verhaal kwijt. Geen actie nu, wel volgen.",
    ];

    public static string OwnWords(double strain, Random luck) => Pick(strain < 0.4 ? Light : strain < 0.65 ? Middling : Heavy, luck);

    public static string TalkNote(Random luck) => Pick(Talks, luck);

    private static string Pick(string[] texts, Random luck) => texts[luck.Next(texts.Length)];
}
