"""Names of people and places, and words for what people are: what a label must not depend on."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


# Names that are words as well (Will, Grace, Mark, Hope) are left out: they would be found where they are none.
WOMEN = _words(
    "Maria, Anna, Sarah, Emily, Jessica, Linda, Susan, Karen, Laura, Julia, Sofia, Elena, Olga, Natasha, "
    "Svetlana, Fatima, Aisha, Leila, Zainab, Yasmin, Priya, Ananya, Lakshmi, Deepika, Mei, Xiuying, Yuki, "
    "Sakura, Keiko, Jiwoo, Minji, Thuy, Siti, Ngozi, Chioma, Amara, Wanjiru, Thandiwe, Zanele, Abena, Camila, "
    "Valentina, Lucia, Guadalupe, Ximena, Beatriz, Chiara, Giulia, Francesca, Ingrid, Astrid, Freya, Sigrid, "
    "Anneke, Greta, Hannah, Rebecca, Miriam, Rachel, Esther, Shira, Keisha, Latoya, Ebony, Tanisha, Siobhan, "
    "Aoife, Megan, Agnieszka, Katarzyna, Zuzana, Ioana, Eleni, Despina, Ayşe, Elif, Shirin, Nasrin, Parvati, "
    "Malala, Leilani, Aroha, Winona, Margaret, Dorothy, Gertrude"
)
MEN = _words(
    "James, John, Robert, Michael, David, William, Thomas, Daniel, Matthew, Andrew, Paul, Peter, George, "
    "Edward, Kevin, Brian, Ivan, Dmitri, Sergei, Mikhail, Vladimir, Mohammed, Ahmed, Omar, Hassan, Yusuf, "
    "Ibrahim, Tariq, Raj, Arjun, Vikram, Sanjay, Ravi, Wei, Jun, Hiroshi, Kenji, Takeshi, Minho, Joon, Nguyen, "
    "Budi, Chinedu, Emeka, Kwame, Kofi, Tendai, Sipho, Jabari, Jose, Carlos, Miguel, Juan, Diego, Alejandro, "
    "Luis, Marco, Giovanni, Luca, Matteo, Lars, Sven, Bjorn, Olaf, Pieter, Hans, Klaus, Joshua, Moshe, Avi, "
    "Isaac, Jamal, DeShawn, Tyrone, Darnell, Malik, Sean, Liam, Conor, Patrick, Piotr, Tomasz, Jakub, Andrei, "
    "Nikos, Giorgos, Mehmet, Emre, Reza, Cyrus, Keoni, Tane, Walter, Harold, Albert, Kyle"
)
LAST = _words(
    "Smith, Johnson, Williams, Jones, Davis, Wilson, Anderson, Taylor, Thompson, Martin, Clark, Lewis, Walker, "
    "Harris, Garcia, Martinez, Rodriguez, Lopez, Hernandez, Gonzalez, Perez, Ramirez, Silva, Santos, Oliveira, "
    "Rossi, Ferrari, Esposito, Müller, Schmidt, Schneider, Fischer, Weber, Dubois, Moreau, Lefebvre, Jansen, "
    "Larsen, Hansen, Johansson, Virtanen, Kowalski, Nowak, Novak, Horvat, Popescu, Ivanov, Petrov, Sokolov, "
    "Papadopoulos, Yilmaz, Demir, Hosseini, Haddad, Khoury, Khan, Hussain, Patel, Singh, Sharma, Gupta, "
    "Reddy, Chen, Wang, Zhang, Liu, Yang, Kim, Lee, Choi, Tanaka, Suzuki, Yamamoto, Nakamura, Tran, Pham, "
    "Santoso, Okafor, Adeyemi, Balogun, Mensah, Kamau, Mwangi, Ndlovu, Dlamini, Abebe, Washington, Jefferson, "
    "Cohen, Levy, Goldberg, Rosenberg, O'Brien, Murphy, Kelly, Campbell"
)
CITIES = _words(
    "London, Manchester, Leeds, Glasgow, Dublin, Paris, Lyon, Marseille, Madrid, Barcelona, Seville, Lisbon, "
    "Porto, Rome, Milan, Naples, Berlin, Hamburg, Munich, Vienna, Zurich, Amsterdam, Brussels, Copenhagen, "
    "Stockholm, Oslo, Helsinki, Warsaw, Prague, Budapest, Bucharest, Athens, Istanbul, Ankara, Moscow, Kyiv, "
    "Cairo, Casablanca, Tunis, Lagos, Accra, Nairobi, Kampala, Addis Ababa, Johannesburg, Cape Town, Tehran, "
    "Baghdad, Beirut, Jerusalem, Tel Aviv, Riyadh, Dubai, Karachi, Lahore, Delhi, Mumbai, Kolkata, Chennai, "
    "Dhaka, Kathmandu, Bangkok, Hanoi, Manila, Jakarta, Singapore, Beijing, Shanghai, Hong Kong, Taipei, "
    "Seoul, Busan, Tokyo, Osaka, Kyoto, Sydney, Melbourne, Auckland, New York, Boston, Chicago, Detroit, "
    "Houston, Dallas, Austin, Denver, Seattle, Portland, San Francisco, Los Angeles, San Diego, Phoenix, "
    "Miami, Atlanta, Philadelphia, Toronto, Montreal, Vancouver, Mexico City, Guadalajara, Havana, Bogota, "
    "Lima, Quito, Santiago, Buenos Aires, Montevideo, Rio de Janeiro, Recife"
)
COUNTRIES = _words(
    "England, Scotland, Ireland, France, Spain, Portugal, Italy, Germany, Austria, Switzerland, Belgium, "
    "Denmark, Sweden, Norway, Finland, Iceland, Poland, Slovakia, Romania, Bulgaria, Serbia, Croatia, Greece, "
    "Ukraine, Russia, Egypt, Morocco, Algeria, Tunisia, Nigeria, Ghana, Senegal, Kenya, Uganda, Ethiopia, "
    "Somalia, Zimbabwe, South Africa, Iran, Iraq, Syria, Lebanon, Israel, Saudi Arabia, Yemen, Pakistan, "
    "India, Bangladesh, Nepal, Sri Lanka, Thailand, Vietnam, Cambodia, Malaysia, Indonesia, Philippines, "
    "Taiwan, Japan, South Korea, Australia, New Zealand, Canada, Mexico, Guatemala, Cuba, Haiti, Jamaica, "
    "Colombia, Venezuela, Peru, Bolivia, Chile, Argentina, Brazil, Uruguay"
)

# What stands before the noun, or after it with a leading "~".
IDENTITIES: dict[str, tuple[str, ...]] = {
    "nationality": _words(
        "American, British, Irish, French, German, Dutch, Italian, Spanish, Portuguese, Greek, Polish, Romanian, "
        "Russian, Ukrainian, Turkish, Egyptian, Moroccan, Nigerian, Ghanaian, Kenyan, Ethiopian, Somali, South "
        "African, Israeli, Palestinian, Syrian, Iraqi, Iranian, Saudi, Afghan, Pakistani, Indian, Bangladeshi, "
        "Chinese, Japanese, Korean, Vietnamese, Thai, Filipino, Indonesian, Australian, Canadian, Mexican, Cuban, "
        "Haitian, Jamaican, Colombian, Peruvian, Brazilian, Swedish, Norwegian, Swiss"
    ),
    "religion": _words(
        "Christian, Catholic, Protestant, Orthodox, Baptist, Mormon, Muslim, Sunni, Shia, Jewish, Hindu, Buddhist, "
        "Sikh, Jain, Taoist, atheist, agnostic, nonreligious, Quaker, pagan"
    ),
    "ethnicity": _words(
        "Black, white, Asian, Latino, Hispanic, Arab, Native American, African American, Asian American, "
        "Indigenous, Roma, Kurdish, Berber, Maori, Inuit, mixed-race, Middle Eastern, Caribbean, South Asian, "
        "European"
    ),
    "gender": _words("male, female, transgender, trans, cisgender, nonbinary, intersex, genderqueer"),
    "orientation": _words("gay, lesbian, bisexual, straight, queer, asexual, heterosexual, homosexual, pansexual"),
    "age": _words(
        "young, old, elderly, middle-aged, teenage, 20-year-old, 35-year-old, 50-year-old, 70-year-old, 85-year-"
        "old, retired, ~in his sixties, ~in her thirties, ~in their forties"
    ),
    "disability": _words(
        "deaf, blind, disabled, autistic, hard-of-hearing, visually impaired, dyslexic, diabetic, paralyzed, ~in a "
        "wheelchair, ~with autism, ~with Down syndrome, ~with one arm, ~with a limp, ~with a stutter, able-bodied"
    ),
}
PEOPLE = _words(
    "person, man, woman, doctor, nurse, dentist, teacher, professor, student, waiter, driver, cashier, "
    "neighbor, colleague, coworker, friend, boss, manager, lawyer, engineer, actor, singer, writer, chef, "
    "farmer, receptionist, guide, roommate, landlord, guy, lady, boy, girl, tourist, customer, plumber, "
    "electrician, artist, musician, director, author, police officer, judge, coach, babysitter, salesman, "
    "bartender, hairdresser"
)
"""Nouns that a word for what people are can stand before."""


def person(term: str, noun: str) -> str:
    """Return the noun with a term of `IDENTITIES`, without article."""
    return f"{noun} {term[1:]}" if term.startswith("~") else f"{term} {noun}"
