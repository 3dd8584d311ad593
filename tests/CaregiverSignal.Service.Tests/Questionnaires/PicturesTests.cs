using CaregiverSignal.Files;

namespace CaregiverSignal.Tests.Questionnaires;

/// <summary>The words with a picture for each answer.</summary>
public sealed class PicturesTests
{
    private static readonly Instruments Shipped = QuestionnaireFolder.Load(Some.QuestionnairesFolder).Instruments!;

    [Fact]
    public void Each_question_of_the_one_page_has_pictures_with_three_words_at_most()
    {
        foreach (var key in new[] { "opening", "srb", "volhoudtijd" })
        {
            var pictures = Shipped.Newest(key).InPictures!;
            foreach (var choice in pictures.Items.Single().Choices)
            {
                Assert.Contains(choice.Picture, AnswerPictures.Names);
                Assert.InRange(choice.Label.Nl.Split(' ').Length, 1, 3);
            }

            Assert.Distinct(pictures.Items.Single().Choices.Select(choice => choice.Picture!));
            Assert.Equal(Shipped.Newest(key).Scales, pictures.Scales);
        }

        Assert.Null(Shipped.Newest("csi").InPictures);
    }

    [Fact]
    public void A_wrong_file_is_named_with_the_place_and_what_is_allowed()
    {
        var said = Faults(Some.SmallWording.Replace("\"ja\"", "\"Dit zijn vier woorden\""));

        Assert.NotEmpty(said);
        Assert.Each(said, fault => Assert.Equal("small-v1.pictures.json", fault.Where));
        Assert.Contains(said, fault => fault.Message.Contains("is missing"));
        Assert.Contains(said, fault => fault.Message.Contains("has more than 3 words"));
    }

    private static List<Fault> Faults(string pictures)
    {
        var faults = new List<Fault>();
        Assert.Null(
            InstrumentFile.Parse(
                Some.SmallFiles() with
                {
                    Pictures = new SourceFile("small-v1.pictures.json", Encoding.UTF8.GetBytes(pictures)),
                },
                faults
            )
        );
        return faults;
    }
}
